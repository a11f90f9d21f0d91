"""A browser profile that records what no reader sees: console messages, errors, and requests to elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError

SCRIPT = Path(__file__).with_name("browser_reader.js")


@dataclass
class Reader:
    """A reader of the site at `address`, in a browser profile of their own.

    `faults` are the messages on the console (a breach of the content security policy is one), uncaught errors, and
    requests to anywhere but the site.
    """

    context: BrowserContext
    address: str
    faults: list[str] = field(default_factory=list)
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(5_000)
        self.context.on("console", self._record_message)
        self.context.on("weberror", self._record_error)
        self.context.on("request", self._record_request)
        self.page = self.context.new_page()

    def open(self, path: str) -> Page:
        """Open a path of the site; return its page, fully loaded."""
        self.page.goto(self.address + path)
        return self.page

    def sees(self, question: str, *given: Any) -> Any:
        """Return what a function of browser_reader.js says about the page as it is now."""
        return self.page.evaluate(f"given => {{ {script()}\nreturn {question}(...given) }}", given)

    def leave(self) -> list[str]:
        """Close the profile; return its faults."""
        self.context.close()
        return self.faults

    def _record_message(self, message: ConsoleMessage) -> None:
        self.faults.append(f"{message.location['url']}: {message.type}: {message.text}")

    def _record_error(self, error: WebError) -> None:
        self.faults.append(f"{error.page.url if error.page else ''}: {error.error}")

    def _record_request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.faults.append(f"{request.frame.url} asks for {request.url}")


Meet = Callable[..., Reader]


@cache
def script() -> str:
    return SCRIPT.read_text(encoding="utf-8")
