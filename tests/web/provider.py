"""A provider of OpenID Connect for tests: real HTTP on this machine, tokens signed with a key of its own."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "ahd-test", "a secret between the two"


@dataclass
class Person:
    """Who stands at the provider, and what it says of them."""

    subject: str = "person-1"
    email: str = "zarina@x.example"
    verified: Any = True


@dataclass
class Provider:
    """What it knows, and how it can be bent: `claims` replaces what a token says, `sign` how it is signed."""

    url: str = ""
    person: Person = field(default_factory=Person)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1", "use": "sig"}))
    claims: dict[str, Any] = field(default_factory=dict)
    sign: str = "own key"
    issuer: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    exchanged: list[dict[str, str]] = field(default_factory=list)

    def token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": self.person.subject,
            "email": self.person.email,
            "email_verified": self.person.verified,
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 300,
            **self.claims,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.sign == "nothing":
            parts = [{"alg": "none"}, claims]
            return (
                ".".join(
                    base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode() for one in parts
                )
                + "."
            )
        if self.sign == "public key as a secret":
            shared = OctKey.import_key(self.key.as_pem(private=False))
            return jwt.encode({"alg": "HS256", "kid": "1"}, claims, shared, algorithms=["HS256"])
        key = self.key if self.sign == "own key" else RSAKey.generate_key(2048, {"kid": "1"})
        return jwt.encode({"alg": "RS256", "kid": "1"}, claims, key)


@contextmanager
def provider() -> Iterator[Provider]:
    """The provider, listening on a free port."""
    one = Provider()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_told: object) -> None:
            pass

        def _answer(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
            self.send_response(status)
            for name, value in {"content-type": kind, **headers}.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/.well-known/openid-configuration":
                about = {
                    "issuer": one.issuer or one.url,
                    "authorization_endpoint": f"{one.url}/authorize",
                    "token_endpoint": f"{one.url}/token",
                    "jwks_uri": f"{one.url}/keys",
                }
                self._answer(200, json.dumps(about).encode())
            elif parts.path == "/keys":
                self._answer(200, json.dumps({"keys": [one.key.as_dict(private=False)]}).encode())
            elif parts.path == "/authorize":
                assert asked["response_type"] == "code" and asked["client_id"] == CLIENT
                assert asked["code_challenge_method"] == "S256" and "openid" in asked["scope"].split()
                code = secrets.token_urlsafe(16)
                one.codes[code] = asked
                back = f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], 'iss': one.url})}"
                page = f'<!doctype html><title>Provider</title><a id="allow" href="{back.replace("&", "&amp;")}">Allow</a>'
                self._answer(200, page.encode(), "text/html")
            else:
                self._answer(404, b"{}")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            given = {name: values[0] for name, values in parse_qs(body).items()}
            one.exchanged.append(given)
            basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
            asked = one.codes.pop(given.get("code", ""), None)
            challenge = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
            fits = base64.urlsafe_b64encode(challenge).rstrip(b"=").decode()
            if (
                self.headers.get("authorization") != f"Basic {basic}"
                or asked is None
                or fits != asked["code_challenge"]
                or given.get("redirect_uri") != asked["redirect_uri"]
            ):
                self._answer(400, b'{"error": "invalid_grant"}')
                return
            told = {
                "access_token": "x",
                "token_type": "Bearer",
                "expires_in": 60,
                "id_token": one.token(asked),
            }
            self._answer(200, json.dumps(told).encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    one.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield one
    finally:
        server.shutdown()
        server.server_close()
