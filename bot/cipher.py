"""平台的加密：AES-256-CBC，补齐到32字节；信封和机器人的文件都用它。"""

from functools import lru_cache

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32
"""The platform pads to 32 bytes, not to AES's own 16."""


class Broken(Exception):
    """Not made with this key, or not whole."""


def seal(key: bytes, plain: bytes) -> bytes:
    """Pad and encrypt under a key of 32 bytes, whose first half is the IV."""
    count = BLOCK - len(plain) % BLOCK
    encryptor = _cipher(key).encryptor()
    return encryptor.update(plain + bytes([count]) * count) + encryptor.finalize()


def open_sealed(key: bytes, sealed: bytes) -> bytes:
    """Decrypt and take the padding off; raises Broken unless every byte of it fits."""
    padded = decrypt(key, sealed)
    count = padded[-1]
    if not 1 <= count <= BLOCK or padded[-count:] != bytes([count]) * count:
        raise Broken
    return padded[:-count]


def decrypt(key: bytes, sealed: bytes) -> bytes:
    """Decrypt whole blocks and leave the padding on; raises Broken for others."""
    if not sealed or len(sealed) % 16:
        raise Broken
    decryptor = _cipher(key).decryptor()
    return decryptor.update(sealed) + decryptor.finalize()


@lru_cache(maxsize=4)
def _cipher(key: bytes) -> Cipher[modes.CBC]:
    return Cipher(algorithms.AES(key), modes.CBC(key[:16]))
