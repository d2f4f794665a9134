"""Signing in with a provider (OpenID Connect): a code with PKCE, into the same sessions as a password.

The provider says who somebody is. It is believed when its signature holds, it speaks of this installation, to this browser
(nonce, state) and just now; what the person may do an administrator has decided by an invitation.
"""

import base64
import json
import logging
import secrets
import time
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import httpx
from authlib.deprecate import AuthlibDeprecationWarning
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tracker.desk import PUBLIC, Desk, accounts
from tracker.desk.accounts import Claims, Declined
from tracker.settings import Settings
from tracker.store import StoreBusy
from tracker.web.doors import OIDC, cookie_name, cookie_of, is_secure, local_path
from tracker.web.entrance import Entrance, Provider
from tracker.web.guard import is_loopback
from tracker.words import N_, translate

with warnings.catch_warnings():  # it would rather have a successor of httpx, and says so at every start
    warnings.simplefilter("ignore", AuthlibDeprecationWarning)
    from authlib.integrations.httpx_client import OAuth2Client

START, BACK = f"{OIDC}start", f"{OIDC}callback"
COOKIE: Final = "ahd_oidc"
SECONDS: Final = 600
"""So long a person may take at the provider."""
PATIENCE: Final = 10.0
KEPT: Final = 3600.0
LEEWAY: Final = 60
ALGORITHMS: Final = ["RS256", "PS256", "ES256"]
"""Signatures with a key that only the provider has: nothing unsigned, nothing signed with what we know too."""
FAILED: Final = N_("Signing in with {provider} did not work. Nothing was changed; please try again.")
_LOG = logging.getLogger(__name__)


class NotBelieved(Exception):
    """What came from the provider, or from somebody who says so, does not hold."""


class OpenId:
    """The provider of an installation, where its settings name one."""

    def __init__(self, desk: Callable[[], Desk], entrance: Entrance) -> None:
        self.desk = desk
        self.entrance = entrance
        self._found: tuple[float, dict[str, Any]] | None = None

    def routes(self) -> list[Route]:
        """GET /oidc/start and /oidc/callback."""
        return [
            Route(START, self._start, methods=["GET"]),
            Route(BACK, self._back, methods=["GET"]),
        ]

    async def _start(self, request: Request) -> Response:
        chosen = self.desk().settings
        if provider_of(chosen) is None:
            return Response(status_code=404)
        try:
            about = await run_in_threadpool(self._about, chosen)
        except (NotBelieved, httpx.HTTPError, ValueError) as error:
            return self._failed(request, chosen, error)
        trip = {
            "state": secrets.token_urlsafe(32),
            "nonce": secrets.token_urlsafe(32),
            "verifier": secrets.token_urlsafe(48),
            "next": local_path(request.query_params.get("next")),
        }
        asked = {
            "response_type": "code",
            "client_id": chosen.oidc_client_id,
            "redirect_uri": self._address(request, chosen),
            "scope": "openid email",
            "state": trip["state"],
            "nonce": trip["nonce"],
            "code_challenge": create_s256_code_challenge(trip["verifier"]),
            "code_challenge_method": "S256",
        }
        target = about["authorization_endpoint"]
        joined = "&" if urlsplit(target).query else "?"
        answer = RedirectResponse(f"{target}{joined}{urlencode(asked)}", status_code=303)
        answer.headers["cache-control"] = "no-store"
        answer.headers["referrer-policy"] = "no-referrer"
        self._remember(request, answer, base64.urlsafe_b64encode(json.dumps(trip).encode()).decode(), SECONDS)
        return answer

    async def _back(self, request: Request) -> Response:
        chosen = self.desk().settings
        if provider_of(chosen) is None:
            return Response(status_code=404)
        try:
            trip = self._trip(request)
            given = request.query_params
            if not secrets.compare_digest(trip["state"].encode(), given.get("state", "").encode()):
                raise NotBelieved("state")
            if given.get("iss", chosen.oidc_issuer) != chosen.oidc_issuer or not given.get("code"):
                raise NotBelieved(given.get("error", "issuer")[:100])
            claims = await run_in_threadpool(
                self._claims, chosen, given["code"], trip, self._address(request, chosen)
            )
            enter = partial(accounts.enter_with_identity, self.desk(), PUBLIC, claims)
            entered = await run_in_threadpool(enter)
        except Declined as declined:
            language = self.entrance.language(request)
            answer = self.entrance.decline(request, declined.message(language), 403)
        except (NotBelieved, JoseError, httpx.HTTPError, StoreBusy, ValueError, KeyError, TypeError) as error:
            answer = self._failed(request, chosen, error)
        except Exception as error:  # authlib's own errors have no common ground but this
            if not type(error).__module__.startswith("authlib."):
                raise
            answer = self._failed(request, chosen, error)
        else:
            answer = await self.entrance.lead_in(request, entered, local_path(trip["next"]))
        self._remember(request, answer, "", 0)
        return answer

    def _claims(self, chosen: Settings, code: str, trip: dict[str, str], address: str) -> Claims:
        """Exchange the code, and believe what is signed. Raises `NotBelieved`, `JoseError`, `httpx.HTTPError`."""
        about = self._about(chosen)
        secret = chosen.oidc_client_secret.get_secret_value() if chosen.oidc_client_secret else None
        method = "client_secret_basic" if secret else "none"
        with OAuth2Client(
            chosen.oidc_client_id,
            secret,
            token_endpoint_auth_method=method,
            redirect_uri=address,
            timeout=PATIENCE,
            follow_redirects=False,
        ) as client:
            got = client.fetch_token(about["token_endpoint"], code=code, code_verifier=trip["verifier"])
        token = jwt.decode(got["id_token"], self._keys(about), algorithms=ALGORITHMS)
        claims = token.claims
        self._hold(claims, chosen, trip["nonce"])
        email = claims.get("email")
        return Claims(
            issuer=str(chosen.oidc_issuer),
            subject=claims["sub"],
            email=email if isinstance(email, str) else None,
            email_verified=claims.get("email_verified") is True,
        )

    def _hold(self, claims: dict[str, Any], chosen: Settings, nonce: str) -> None:
        """What is signed is about this installation, this browser and now; OpenID Connect Core 3.1.3.7."""
        now, audience = time.time(), claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        held = {
            "issuer": claims.get("iss") == chosen.oidc_issuer,
            "audience": chosen.oidc_client_id in audiences,
            "party": claims.get("azp", chosen.oidc_client_id) == chosen.oidc_client_id
            and (len(audiences) == 1 or "azp" in claims),
            "expiry": float(claims["exp"]) > now - LEEWAY,
            "moment": now - SECONDS - LEEWAY < float(claims["iat"]) < now + LEEWAY,
            "nonce": secrets.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()),
            "subject": isinstance(claims.get("sub"), str) and 0 < len(claims["sub"]) <= 255,
        }
        if wrong := [name for name, holds in held.items() if not holds]:
            raise NotBelieved(", ".join(wrong))

    def _about(self, chosen: Settings) -> dict[str, Any]:
        """What the provider says of itself, asked once an hour."""
        if self._found and time.monotonic() - self._found[0] < KEPT:
            return self._found[1]
        issuer = str(chosen.oidc_issuer)
        about = _fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if about.get("issuer") != issuer:
            raise NotBelieved("the provider calls itself otherwise")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not _is_safe(about[name]):
                raise NotBelieved(f"{name} is not encrypted")
        self._found = (time.monotonic(), about)
        return about

    def _keys(self, about: dict[str, Any]) -> KeySet:
        """The provider's keys of this moment: it may have changed them since the last person came."""
        return KeySet.import_key_set(_fetch(about["jwks_uri"]))  # type: ignore[arg-type]

    def _trip(self, request: Request) -> dict[str, str]:
        """What this browser was sent away with. Raises `NotBelieved`."""
        held = cookie_of(request.scope, cookie_name(COOKIE, self._secure(request)))
        try:
            trip = json.loads(base64.urlsafe_b64decode(held or ""))
            return {name: str(trip[name]) for name in ("state", "nonce", "verifier", "next")}
        except (ValueError, KeyError, TypeError) as error:
            raise NotBelieved("this browser was not sent to the provider") from error

    def _remember(self, request: Request, answer: Response, value: str, seconds: int) -> None:
        secure = self._secure(request)
        marks = f"; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}" + ("; Secure" if secure else "")
        answer.headers.append("set-cookie", f"{cookie_name(COOKIE, secure)}={value}{marks}")

    def _address(self, request: Request, chosen: Settings) -> str:
        return f"{(chosen.site_url or str(request.base_url)).rstrip('/')}{BACK}"

    def _secure(self, request: Request) -> bool:
        return is_secure(request.scope, self.desk().settings.site_url)

    def _failed(self, request: Request, chosen: Settings, error: Exception) -> Response:
        _LOG.warning("signing in with the provider failed: %s: %s", type(error).__name__, error)
        provider = provider_of(chosen)
        said = translate(FAILED, self.entrance.language(request), provider=provider.name if provider else "")
        return self.entrance.decline(request, said, 403)


def provider_of(chosen: Settings) -> Provider | None:
    """The provider that the settings name, None where they name none."""
    if not chosen.oidc_issuer or not chosen.oidc_client_id:
        return None
    return Provider(chosen.oidc_name or urlsplit(chosen.oidc_issuer).hostname or "", START)


def _fetch(address: str) -> dict[str, Any]:
    if not _is_safe(address):
        raise NotBelieved("the provider's address is not encrypted")
    answer = httpx.get(address, timeout=PATIENCE, follow_redirects=False)
    answer.raise_for_status()
    found = answer.json()
    if not isinstance(found, dict):
        raise NotBelieved("the provider answers what is no description")
    return found


def _is_safe(address: str) -> bool:
    """Encrypted, or on this very machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
