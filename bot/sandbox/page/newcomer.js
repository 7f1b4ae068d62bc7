/** The dialog that adds a phone, or opens an invitation link on one. */

import { button, element } from "./element.js";
import { startPayloadOf } from "./message.js";

const NEW = "new";

export class Newcomer {
  /**
   * `add(name, payload)` makes a phone, rejecting with Refused; `invite(userId, payload)` opens the link
   * on a phone that exists; `people()` lists those phones' owners.
   */
  constructor({ add, invite, people }) {
    Object.assign(this, { add, invite, people });
    this.phone = element("select", { name: "phone", "data-role": "newcomer-phone", onchange: () => this.#refresh() });
    this.name = element("input", { name: "name", maxlength: "64", autocomplete: "off", "data-role": "newcomer-name", placeholder: "例如：王芳" });
    this.link = element("input", { name: "link", autocomplete: "off", "data-role": "newcomer-link",
      placeholder: "例如：https://t.me/xietiao_bot?start=…" });
    this.nameLine = element("label", {}, "姓名", this.name);
    this.problem = element("p", { class: "problem", role: "alert", hidden: true });
    this.node = element("dialog", { class: "form-dialog", "aria-label": "打开一部手机" },
      element("form", { method: "dialog", onsubmit: (event) => this.#submit(event) },
        element("h2", {}, "打开一部手机"),
        element("label", {}, "哪一部", this.phone), this.nameLine,
        element("label", {}, "邀请链接（可不填）", this.link),
        element("p", { class: "hint" }, "不填链接，就像陌生人第一次找到机器人。"), this.problem,
        element("div", { class: "form-actions" },
          button({ class: "quiet", onclick: () => this.node.close() }, "取消"),
          element("button", { class: "primary", "data-role": "newcomer-add" }, "打开"))));
  }

  /** Opens the dialog, with the payload of a link that was clicked, if any. */
  show(payload = "") {
    this.phone.replaceChildren(element("option", { value: NEW }, "新手机"),
      ...this.people().map(({ id, name, role }) => element("option", { value: id }, role ? `${name}（${role}）` : name)));
    this.name.value = "";
    this.link.value = payload;
    this.#refresh();
    this.node.showModal();
    this.name.focus();
  }

  #refresh() {
    this.nameLine.hidden = this.phone.value !== NEW;
    this.name.required = this.phone.value === NEW;
    this.problem.hidden = true;
  }

  async #submit(event) {
    event.preventDefault();
    const link = this.link.value.trim();
    const payload = startPayloadOf(link) ?? link;
    try {
      if (this.phone.value === NEW) await this.add(this.name.value.trim(), payload || null);
      else await this.invite(Number(this.phone.value), payload);
      this.node.close();
    } catch (refusal) {
      this.problem.textContent = refusal.message;
      this.problem.hidden = false;
    }
  }
}
