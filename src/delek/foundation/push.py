"""Web push: words only the subscribed browser can read (RFC 8291, 8188), from a sender who signs (RFC 8292)."""

import base64
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
RECORD = 4096
VALID = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Browser:
    """What a browser gave to be reached: where to post, its public key (65 bytes) and its secret (16 bytes)."""

    endpoint: str
    key: bytes
    secret: bytes


def read_browser(endpoint: str, key: str, secret: str) -> Browser:
    """A browser from what its script told, in base64url. Raises ValueError where a key is none."""
    browser = Browser(endpoint, from_base64(key), from_base64(secret))
    if len(browser.key) != 65 or len(browser.secret) != 16:
        raise ValueError("a browser's key has 65 bytes, its secret 16")
    _public(browser.key)
    return browser


def encrypted(
    words: bytes, browser: Browser, *, length: int = 0, key: ec.EllipticCurvePrivateKey | None = None, salt: bytes = b""
) -> bytes:
    """One record of aes128gcm; filled up to ``length``, so that its size tells nothing. A key is used once."""
    key, salt = key or ec.generate_private_key(CURVE), salt or secrets.token_bytes(16)
    own = _raw(key)
    shared = key.exchange(ec.ECDH(), _public(browser.key))
    material = _derived(shared, browser.secret, b"WebPush: info\0" + browser.key + own, 32)
    content_key = _derived(material, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(material, salt, b"Content-Encoding: nonce\0", 12)
    filled = (words + b"\x02").ljust(length, b"\0")
    return salt + RECORD.to_bytes(4, "big") + bytes([len(own)]) + own + AESGCM(content_key).encrypt(nonce, filled, None)


def public_key(key: bytes) -> str:
    """What a browser is told of the sender, in base64url."""
    return to_base64(_raw(_signer(key)))


def signed(key: bytes, audience: str, contact: str, at: datetime) -> str:
    """The header that says who sends: valid for one push service and half a day."""
    claims = {"aud": audience, "exp": int((at + VALID).timestamp()), "sub": contact}
    parts = ({"typ": "JWT", "alg": "ES256"}, claims)
    body = ".".join(to_base64(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
    r, s = utils.decode_dss_signature(_signer(key).sign(body.encode(), ec.ECDSA(hashes.SHA256())))
    return f"vapid t={body}.{to_base64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}, k={public_key(key)}"


def to_base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def from_base64(text: str) -> bytes:
    """Raises ValueError for what is not base64url."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


@lru_cache(maxsize=4)
def _signer(key: bytes) -> ec.EllipticCurvePrivateKey:
    """The same 32 bytes give the same key, in every process."""
    return ec.derive_private_key(int.from_bytes(key, "big") % (ORDER - 1) + 1, CURVE)


def _public(raw: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, raw)


def _raw(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)
