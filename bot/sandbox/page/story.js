/** The story to play, step by step, beside the phones. */

import { button, element } from "./element.js";
import { icon } from "./icons.js";

const COORDINATOR = "协调员";
const LIAISON = "联络员";
const BUREAU = "县人社局";

const STEPS = [
  {
    role: COORDINATOR,
    title: "上报一次宣传",
    words: "发几张照片，配一句话。机器人把能读出来的都填进卡片，缺什么就问什么；答完按 **提交**。",
    text: "宣传 昨天 ××服装厂 60人 劳动合同法",
    photos: true,
  },
  {
    role: LIAISON,
    title: "审核",
    words: "按 **✅ 待审核**，看缩略图、材料和通过后的得分，然后 **通过**，或者 **退回** 并写明理由。",
    text: "✅ 待审核",
  },
  {
    role: COORDINATOR,
    title: "上报一次调解",
    words: "按 **📝 上报工作**，选 **成功调解**，一项项点；四样材料一次发齐，再点 **依次分到各项**。",
    text: "📝 上报工作",
  },
  {
    role: LIAISON,
    title: "一次通过几条",
    words: "卡片下的 **批量通过** 把材料齐全、没有疑问的拼成一张图，去掉不要的，再 **确认**。",
    text: "✅ 待审核",
  },
  {
    role: COORDINATOR,
    title: "看得分",
    words: "按 **📊 我的得分**：每一项得了几分、离上限多远、哪条没有计分和原因。",
    text: "📊 我的得分",
  },
  {
    role: LIAISON,
    title: "基本得分",
    words: "按 **🧮 基本得分**，一句话给全员打分，例如 **28**，核对后 **确认**；也可以逐个评。",
    text: "🧮 基本得分",
  },
  {
    role: LIAISON,
    title: "20日前报送典型",
    words: "用右上角 **拨到…** 到13日，提醒自己会来：**选①**、**报送**、**确认**；没有就点 **本月无**。",
    text: "🌟 本月典型",
  },
  {
    role: BUREAU,
    title: "看谁报了典型",
    words: "按 **🌟 典型推广**，看已报、无、未报，**一键催办**，再逐份 **择优推广** 或 **存档**。",
    text: "🌟 典型推广",
  },
  {
    role: BUREAU,
    title: "汇总一个季度",
    words: "发 /summary，选 **全县**，得到一张图和一份表格，还有哪些专班有未办的事。",
    text: "/summary 本季",
  },
];

const DISMISSED = "story-dismissed";

export class Story {
  #go;
  #fill;

  /** Fills the panel `node`. `go(role)` shows that role's phone; `fill(role, {text, photos})` prepares a message on it. */
  constructor(node, opener, { go, fill }) {
    this.node = node;
    this.opener = opener;
    this.#go = go;
    this.#fill = fill;
    node.append(
      element("div", { class: "story-head" }, element("h2", {}, "一步步走一遍"),
        button({ class: "tool", "data-role": "close-story", "aria-label": "关闭演示步骤", onclick: () => this.toggle(false) }, icon("close"))),
      element("ol", { class: "steps" }, STEPS.map((step) => this.#step(step))),
      element("p", { class: "hint" }, "照片也可以拖到手机上，或直接粘贴。Enter 发送，Shift+Enter 换行，Ctrl+↑ 引用上一条消息。"),
    );
    opener.addEventListener("click", () => this.toggle());
    node.addEventListener("keydown", ({ key }) => key === "Escape" && this.toggle(false));
    this.#show(!this.#covers() && !sessionStorage.getItem(DISMISSED));
  }

  toggle(open = this.node.hidden) {
    const hadFocus = this.node.contains(document.activeElement);
    this.#show(open);
    if (open) this.node.querySelector("button").focus();
    else if (hadFocus) this.opener.focus();
    open ? sessionStorage.removeItem(DISMISSED) : sessionStorage.setItem(DISMISSED, "yes");
  }

  #show(open) {
    this.node.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
  }

  /** Whether the screen is so narrow that the panel lies over the phones instead of beside them. */
  #covers() {
    return matchMedia("(max-width: 1240px)").matches;
  }

  #step(step) {
    return element("li", {},
      element("h3", {}, step.title, element("span", { class: "role" }, step.role)),
      element("p", {}, step.words.split("**").map((words, index) => index % 2 ? element("b", {}, words) : words)),
      element("div", { class: "step-actions" },
        button({ class: "quiet", onclick: () => this.#act(() => this.#go(step.role)) }, "到这部手机"),
        button({ class: "quiet", "data-step": step.title, onclick: () => this.#act(() => this.#fill(step.role, step)) },
          step.photos ? "填好示例照片和文字" : "填好要发的话")),
    );
  }

  #act(action) {
    if (this.#covers()) this.toggle(false);
    action();
  }
}
