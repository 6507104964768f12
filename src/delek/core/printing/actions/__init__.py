"""Issuing, replacing and retiring posters; printing them; counting scans."""

from .jobs import ask_print, forget_prints, print_now, work_on_prints
from .posters import change_poster, expire_posters, issue_poster, replace_poster, restore_poster, retire_poster
from .scans import count_scan, store_scans

__all__ = [
    "ask_print",
    "change_poster",
    "count_scan",
    "expire_posters",
    "forget_prints",
    "issue_poster",
    "print_now",
    "replace_poster",
    "restore_poster",
    "retire_poster",
    "store_scans",
    "work_on_prints",
]
