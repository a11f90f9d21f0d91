"""A person at a browser, with an eye for what no person sees: messages on the console, requests, refusals."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError

SCRIPT = Path(__file__).with_name("reader.js")


@dataclass
class Reader:
    """Who reads the site at `address` in a browser profile of their own.

    `faults` are the messages on the console (a breach of the content security policy is one), uncaught errors, and
    requests to anywhere but the site.
    """

    context: BrowserContext
    address: str
    faults: list[str] = field(default_factory=list)
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(5_000)
        self.context.on("console", self._heard)
        self.context.on("weberror", self._failed)
        self.context.on("request", self._asked)
        self.page = self.context.new_page()

    def open(self, path: str) -> Page:
        """The page at a path of the site, all loaded."""
        self.page.goto(self.address + path)
        return self.page

    def sees(self, question: str, *given: Any) -> Any:
        """What a function of reader.js says of the page now."""
        return self.page.evaluate(f"given => {{ {script()}\nreturn {question}(...given) }}", given)

    def leave(self) -> list[str]:
        """The faults that there were; the profile is gone."""
        self.context.close()
        return self.faults

    def _heard(self, message: ConsoleMessage) -> None:
        self.faults.append(f"{message.location['url']}: {message.type}: {message.text}")

    def _failed(self, error: WebError) -> None:
        self.faults.append(f"{error.page.url if error.page else ''}: {error.error}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.faults.append(f"{request.frame.url} asks for {request.url}")


Meet = Callable[..., Reader]


@cache
def script() -> str:
    return SCRIPT.read_text(encoding="utf-8")
