/** On a narrow screen one phone shows at a time; the tabs say which, and follow a swipe. */

import { button, element } from "./element.js";

export class Tabs {
  #tabs = new Map(); // phone → {tab, badge}
  #shown;
  #watch;

  /** `node` holds the tabs, `strip` scrolls the phones, `shown(phone)` is told which one came into view. */
  constructor(node, strip, shown) {
    this.node = node;
    this.#shown = shown;
    this.#watch = new IntersectionObserver((entries) => this.#seen(entries), { root: strip, threshold: 0.6 });
    node.addEventListener("keydown", (event) => this.#steer(event));
  }

  add(phone) {
    const badge = element("span", { class: "badge", hidden: true });
    const tab = button({ class: "tab", role: "tab", "data-tab": phone.person.id, "aria-controls": phone.node.id,
      "aria-selected": "false", tabindex: "-1",
      onclick: () => this.show(phone) },
      element("span", { class: "tab-role" }, phone.person.role || "新手机"),
      element("span", { class: "tab-name" }, phone.person.name), badge);
    this.#tabs.set(phone, { tab, badge });
    this.node.append(tab);
    this.#watch.observe(phone.node);
    if (this.#tabs.size === 1) this.#select(phone);
  }

  remove(phone) {
    this.#watch.unobserve(phone.node);
    this.#tabs.get(phone).tab.remove();
    this.#tabs.delete(phone);
  }

  /** Scrolls to a phone. */
  show(phone) {
    phone.node.scrollIntoView({ inline: "center", block: "nearest", behavior: "smooth" });
    this.#select(phone);
  }

  showUnread(phone, count) {
    const { badge } = this.#tabs.get(phone);
    badge.textContent = String(count);
    badge.hidden = count === 0;
  }

  #select(phone) {
    for (const [other, { tab }] of this.#tabs) {
      tab.setAttribute("aria-selected", String(other === phone));
      tab.tabIndex = other === phone ? 0 : -1;
    }
  }

  #seen(entries) {
    // Side by side, all are in view at once, and scrolling says nothing about attention.
    if (getComputedStyle(this.node).display === "none") return;
    for (const { isIntersecting, target } of entries) {
      const phone = [...this.#tabs.keys()].find(({ node }) => node === target);
      if (!isIntersecting || !phone) continue;
      this.#select(phone);
      this.#shown(phone);
    }
  }

  #steer(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const tabs = [...this.node.children];
    const next = tabs[tabs.indexOf(document.activeElement) + step];
    next?.click();
    next?.focus();
  }
}
