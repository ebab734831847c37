"""Somebody at a page without any script: cookies, links, and forms filled in as they stand on the page."""

from __future__ import annotations

import re
import socket
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from uuid import uuid4


@dataclass
class Form:
    """One form of a page with what stands in it."""

    action: str
    buttons: list[str] = field(default_factory=list)
    values: dict[str, str | bytes | tuple[str, bytes]] = field(default_factory=dict)
    is_multipart: bool = False


@dataclass(frozen=True)
class Seen:
    """A page as it came."""

    status: int
    address: str
    text: str
    forms: tuple[Form, ...]

    def form(self, words: str) -> Form:
        """The form with a button that says so."""
        return next(f for f in self.forms if any(words.lower() in b.lower() for b in f.buttons))


class Visitor:
    """One browser. Answers of any kind are pages; only a broken connection raises."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.jar = CookieJar()
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar)).open

    def enters_as(self, email: str) -> Visitor:
        """By the demonstration's one click."""
        page = self.gets("/demo/")
        form = page.forms[0]
        self.sends(Form(urljoin(page.address, "/demo/enter/"), values=form.values | {"email": email}))
        return self

    def gets(self, path: str) -> Seen:
        return self._see(urllib.request.Request(urljoin(self.home, path)))

    def sends(self, form: Form, **more: str | tuple[str, bytes]) -> Seen:
        """Press the form's button; a pair is a file's name and content."""
        body, kind = _body(form, form.values | more)
        headers = {"Content-Type": kind, "Referer": form.action}
        return self._see(urllib.request.Request(form.action, data=body, headers=headers, method="POST"))

    def hangs_up_on(self, form: Form) -> None:
        """Press the form's button and close the connection without waiting for an answer."""
        body, kind = _body(form, form.values)
        parts = urlsplit(form.action)
        headers = {
            "Host": parts.netloc,
            "Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar),
            "Content-Type": kind,
            "Content-Length": str(len(body)),
        }
        head = f"POST {parts.path}?{parts.query} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in headers.items())
        with socket.create_connection((parts.hostname, parts.port)) as wire:
            wire.sendall(head.encode() + b"\r\n" + body)

    def _see(self, request: urllib.request.Request) -> Seen:
        try:
            answer: HTTPResponse | HTTPError = self._open(request, timeout=60)
        except HTTPError as fault:
            answer = fault
        with answer:
            text = answer.read().decode(errors="replace")
            address = answer.url
        return Seen(answer.status, address, text, tuple(_forms(text, address)))


def _body(form: Form, values: dict[str, str | bytes | tuple[str, bytes]]) -> tuple[bytes, str]:
    if form.is_multipart:
        return _multipart(values)
    return urlencode(values).encode(), "application/x-www-form-urlencoded"


def _multipart(values: dict[str, str | bytes | tuple[str, bytes]]) -> tuple[bytes, str]:
    edge = uuid4().hex
    parts = []
    for name, value in values.items():
        if isinstance(value, tuple):
            head = f'Content-Disposition: form-data; name="{name}"; filename="{value[0]}"\r\n'
            parts.append(head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + value[1])
        else:
            parts.append(f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode())
    body = b"".join(b"--" + edge.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    return body + b"--" + edge.encode() + b"--\r\n", f"multipart/form-data; boundary={edge}"


def _forms(text: str, address: str) -> list[Form]:
    reader = _Reader(address)
    reader.feed(text)
    return reader.found


class _Reader(HTMLParser):
    """Reads forms with what a browser would send from them untouched."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: list[Form] = []
        self._form: Form | None = None
        self._area: str | None = None
        self._select: str | None = None
        self._words: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "form" and (has.get("method") or "").lower() == "post":
            action = urljoin(self.address, has.get("action") or self.address)
            self._form = Form(action, is_multipart=has.get("enctype") == "multipart/form-data")
            self.found.append(self._form)
        form, name = self._form, has.get("name")
        if form is None:
            return
        if tag == "button":
            self._words = []
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and ("selected" in has or self._select not in form.values):
            form.values[self._select] = has.get("value") or ""
        if tag == "textarea" and name:
            self._area, form.values[name] = name, ""
        kind = has.get("type")
        if tag == "input" and name and kind != "file" and (kind not in {"radio", "checkbox"} or "checked" in has):
            form.values[name] = has.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "textarea":
            self._area = None
        if tag == "select":
            self._select = None
        if tag == "button" and self._words is not None and self._form is not None:
            self._form.buttons.append(re.sub(r"\s+", " ", "".join(self._words)).strip())
            self._words = None

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)
        if self._area and self._form:
            self._form.values[self._area] = str(self._form.values[self._area]) + data
