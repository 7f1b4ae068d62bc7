/** Times as the county reads them: Asia/Shanghai, whatever the reader's machine thinks. */

const ZONE = { timeZone: "Asia/Shanghai" };
const OFFSET = "+08:00";

const timeOfDay = new Intl.DateTimeFormat("zh-CN", { ...ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat("zh-CN", { ...ZONE, month: "long", day: "numeric", weekday: "long" });
const fullDay = new Intl.DateTimeFormat("zh-CN", {
  ...ZONE, year: "numeric", month: "long", day: "numeric", weekday: "short",
});
const isoDay = new Intl.DateTimeFormat("sv-SE", { ...ZONE, year: "numeric", month: "2-digit", day: "2-digit" });

/** `09:32` for seconds since 1970, as in a message's `date`. */
export const timeOf = (seconds) => timeOfDay.format(seconds * 1000);

/** `10月15日 星期四` for seconds since 1970. */
export const dayOf = (seconds) => spaced(day.format(seconds * 1000));

/** `2026年` and `10月15日 周四 09:32` for a Date: a narrow screen leaves the year out. */
export function momentOf(date) {
  const [year, rest] = spaced(fullDay.format(date)).split("年");
  return [`${year}年`, `${rest} ${timeOfDay.format(date)}`];
}

/** A Date as the value of a datetime-local field, and back to ISO 8601 with offset. */
export const toField = (date) => `${isoDay.format(date)}T${timeOfDay.format(date)}`;
export const fromField = (value) => `${value}:00${OFFSET}`;

function spaced(text) {
  return text.replace(/日\s*(?=[周星])/, "日 ");
}
