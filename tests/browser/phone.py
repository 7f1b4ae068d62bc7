"""A phone on the page, used with mouse, keyboard and file chooser."""

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Download, FilePayload, Locator, Page, expect


class BrowserPhone:
    """The phone of whoever is called `name`; waits as long as the page does."""

    def __init__(self, page: Page, name: str) -> None:
        self._page = page
        self.node = page.locator(f'[data-phone][aria-label^="{name}（"]').last

    def press(self, label: str) -> None:
        """The newest button under a message with this label."""
        self.node.locator(f'[data-button="{label}"]').last.click()

    def menu(self, label: str) -> None:
        """A button of the reply keyboard."""
        self.node.locator(f'[data-reply-button="{label}"]').click()

    def send(self, text: str) -> None:
        """Write, and press Enter."""
        composer = self.node.locator('[data-role="composer"]')
        composer.fill(text)
        composer.press("Enter")

    def send_photos(self, photos: Sequence[Path | FilePayload], caption: str = "") -> None:
        """One album from the disk, with a caption."""
        self._attach("photo", photos)
        if caption:
            self.node.locator('[data-role="composer"]').fill(caption)
        self.node.locator('[data-role="send"]').click()

    def send_files(self, files: Sequence[Path | FilePayload]) -> None:
        self._attach("file", files)
        self.node.locator('[data-role="send"]').click()

    def sees(self, text: str) -> Locator:
        """Wait for the newest message that contains the text."""
        found = self.node.locator("[data-message-id], [data-album]").filter(has_text=text).last
        expect(found).to_be_visible()
        return found

    def offers(self, label: str) -> None:
        """Wait for a button under a message."""
        expect(self.node.locator(f'[data-button="{label}"]').last).to_be_visible()

    def offers_menu(self, label: str) -> None:
        expect(self.node.locator(f'[data-reply-button="{label}"]')).to_be_visible()

    def download(self, name: str) -> Download:
        """Click a document, and take what the browser downloads."""
        with self._page.expect_download() as coming:
            self.node.locator(f'[data-document="{name}"]').last.click()
        return coming.value

    def start(self) -> None:
        """Press 开始 on a phone that has never spoken."""
        self.node.locator('[data-role="start"]').click()

    def _attach(self, how: str, files: Sequence[Path | FilePayload]) -> None:
        chooser = self.node.locator(f'[data-role="attach-{how}"]')
        chooser.set_input_files(files)  # type: ignore[arg-type]  # either all paths or all payloads
        expect(self.node.locator('[data-role="tray"]')).to_be_visible()
