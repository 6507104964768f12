"""Receipt tokens, printed codes and the chain of hashes. Keys and secrets are handed in; nothing here keeps one."""

import base64
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford: no i, l, o, u
_LOOKALIKES = str.maketrans({"i": "1", "l": "1", "o": "0", "-": "", " ": ""})
_CODE = re.compile(rf"[{_ALPHABET}]{{12,21}}")  # 4 to 13 for a 64-bit number, 8 for the signature
_SIGNATURE = 8


def receipt_secret() -> bytes:
    """16 random bytes, kept with one report."""
    return secrets.token_bytes(16)


def derive_token(key: bytes, secret: bytes) -> str:
    """The receipt's token, 128 bits: base32(HMAC-SHA256(key, "receipt" + secret)[:16]), 26 lower-case characters.

    The same key and secret always give the same token, so it need not be stored.
    """
    mac = hmac.digest(key, b"receipt" + secret, "sha256")[:16]
    return base64.b32encode(mac).decode("ascii").rstrip("=").lower()


def token_digest(token: str) -> str:
    """SHA-256 in hex: what is stored to find a token by."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


def sign_code(key: bytes, identifier: int) -> str:
    """A short code to print: the number in Crockford base32, at least 4 characters, then 8 of signature (40 bits).

    Raises ValueError for a negative number or one of more than 64 bits.
    """
    if not 0 <= identifier < 2**64:
        raise ValueError("a code's number is between 0 and 2**64 - 1")
    mac = hmac.digest(key, b"code" + str(identifier).encode("ascii"), "sha256")[:5]
    return _crockford(identifier, 4) + _crockford(int.from_bytes(mac, "big"), _SIGNATURE)


def read_code(key: bytes, code: str) -> int | None:
    """The number in a code signed with this key, else None; the signature is compared in constant time.

    Upper case, hyphens, spaces and the look-alikes I, L (1) and O (0) are accepted.
    """
    plain = code.strip().lower().translate(_LOOKALIKES)
    if not _CODE.fullmatch(plain):
        return None
    identifier = _number(plain[:-_SIGNATURE])
    if identifier >= 2**64:
        return None
    return identifier if hmac.compare_digest(sign_code(key, identifier), plain) else None


def chain_hash(previous: str, fields: Mapping[str, object]) -> str:
    """SHA-256 in hex of the previous link and the fields as canonical JSON (sorted keys, no spaces, UTF-8).

    Raises TypeError or ValueError for what JSON cannot say; give moments as ISO text.
    """
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256((previous + canonical).encode("utf-8")).hexdigest()


def _crockford(number: int, width: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 32)
        digits = _ALPHABET[rest] + digits
    return digits.rjust(width, "0")


def _number(digits: str) -> int:
    total = 0
    for digit in digits:
        total = total * 32 + _ALPHABET.index(digit)
    return total
