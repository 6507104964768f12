"""What recordings and documents must be before they are taken; by content, never by name."""
