"""🏅 金牌评选: the ranking, the choice, the titles and what becomes of them."""

LABEL = "🏅 金牌评选"
ABOUT = "金牌评选"
WORDS = (
    "金牌",
    "评金牌",
    "评优",
    "排名",
    "通报",
    "金牌协调员",
)
HELP = "🏅 金牌评选：年度排名、评选和通报，例如：/gold 2026"
ONLY_BUREAU = "金牌评选由县局办理，您可以点 📊 我的得分 看自己的得分"

# Choosing

WHICH = "🏅 金牌评选：哪个年度？请点一个，或打字发年度，例如：2026"
YEAR = "{year}年"
PLACES = "🏅 {year}年金牌评选：评几名？请点一个，或打字发名额，例如：10"
PLACE = "{n} 名"
RANKING = "⏳ 正在排{year}年的名次…"
BACK, CANCEL = "返回", "取消"
CANCELLED = "🏅 没有评选，没有改动"

HEAD = "🏅 {year}年金牌评选：名额 {places}，已选 {picked}"
AGAIN = "重新评选：生成通报后，原来的评选结果作废"
DRAFT = "草稿：{quarters}还没有锁定，名次还会变；现在生成的通报只是样稿，不评定、不通知"
ROW = "{mark}{rank}{shared} {name}（{force}）{total} 分，均 {mean:.1f}{flags}"
PICKED, NOT_PICKED = "✅ ", ""
SHARED = "（同分）"
TIE = "⚖️ {names}同为 {total} 分，还剩 {free} 个名额，请点选"
DROPPED = "⚠️ 名单里有 {n} 人已不能评（离开台账，或有了已核准的失误），已去掉"
NEWER = "⚠️ 分数、失误或人员刚有变化，这是最新的名次，请再看一遍"
AHEAD = "与排名不一致：选了{ahead}，没有选{passed_over}"
AND_MORE = "等 {n} 人"
ASK_REASON = "请打字写理由，例如：{example}"
EXAMPLE, EXAMPLE_AGAIN = "本人已调往外县，让与下一名", "第四季度更正后名次有变"
REASON = "理由：{reason}"
NOBODY = "没有可以评选的人"
NONE_PICKED = "还没有选人，请点姓名"
OUT_COUNT = "不具资格 {n} 人"
LEFT_COUNT = "已离开台账 {n} 人"
OUT_HEAD = "🏅 {year}年：不具资格的和已离开台账的"
OUT_ROW = "• {name}（{force}）{total} 分：{why}"
OUT_BUTTON = "不具资格（{n}）"
BACK_TO_RANKING = "返回排名"
PAGE = "第 {page}/{of} 页"
BEFORE, AFTER = "◀ 上一页", "下一页 ▶"
PICK, UNPICK = "{rank} {name}", "✅{rank} {name}"
GO = "生成通报"
OTHER_PLACES = "改名额"

FULL = "名额 {places} 个已选满，请先点已选的人取消一位，或点 改名额"
HAS_LEFT = "{name}已离开台账，不能评为金牌，请另选一位"
IS_BARRED = "{name}不具资格：{why}"
TOGGLED = {True: "已选 {name}", False: "不选 {name}"}
REASON_EMPTY = "理由不能为空，请写一句话，例如：本人已调往外县，让与下一名"
REASON_LONG = "理由写了 {n} 个字，请控制在 {most} 字以内，例如：本人已调往外县"
GONE = "这次评选已经不在了，请点 🏅 金牌评选 重新进入"
CHANGED = "名单刚刚变了，请看最新的名单再点 生成通报"
DONE_ALREADY = "这次评选已经完成，结果请点 🏅 金牌评选 查看"
SINCE = "{year}年金牌已由{who}于{at}评定，请点 🏅 金牌评选 看评选结果"
PICKED_AGAIN = "重新评选：{reason}"

# The papers

GIVEN = "✅ 已评定{year}年金牌 {n} 人"
SAMPLED = "📄 {year}年通报样稿：没有评定，没有通知任何人"
MAKING = "⏳ 正在生成{year}年通报…"
MADE = "✅ {year}年通报已生成：{n} 份{draft}"
NO_PAPERS = "{year}年没有要发的通报：没有金牌，也没有要建议调整岗位的人"
IS_SAMPLE = "（样稿）"

# The result

RESULT = "🏅 {year}年评选结果：{n} 人"
RESULT_NONE = "🏅 {year}年评选结果：现在没有人有金牌称号"
ONE = "🏅 {name}（{force}）{total} 分，第 {rank} 名；{who}于{at}评定"
ONE_REASON = "  理由：{reason}"
AGAINST = "  ⚠️ {why}"
ENDED_HEAD = "已取消的："
TAKE_AWAY = "取消金牌"
TAKE_FROM = "取消金牌 · {name}"
PAPERS_AGAIN = "再发一次通报"
CHOOSE_AGAIN = "重新评选"
ASK_WHY = "要取消{name}的{year}年金牌，请打字写理由，例如：本人书面放弃"
WHY_EMPTY = "理由不能为空，请写一句话，例如：本人书面放弃"
WHY_LONG = "理由写了 {n} 个字，请控制在 {most} 字以内，例如：本人书面放弃"
ENDED = "{name}的{year}年金牌已由{who}于{at}取消：{why}"
NOTHING_AGAINST = "{name}{year}年没有已核准的失误，要取消请在评选结果里点 取消金牌 写理由"
STANDS = "{name}的{year}年金牌现在有效，不用恢复"

# A fault afterwards

PROPOSAL = (
    "➖ {number} 核准后，{name}的{year}年金牌按三(五)应当取消\n理由：{why}\n"
    "点一下就取消，并通知本人"
)
NO_LONGER = "{number} 已撤销，{name}的{year}年金牌不受影响"
OFFER_BACK = "➖ {number} 已撤销，{name}{year}年没有别的失误，可以恢复金牌"
GIVE_BACK = "恢复金牌"
GIVEN_BACK_FOR = "{number} 撤销，恢复称号"
GIVEN_BACK = "✅ 已由{who}恢复{name}的{year}年金牌"

# News

NEWS = "🏅 祝贺您：您被评为{year}年度金牌劳动关系协调员"
NEWS_LIAISON = "🏅 贵专班的{names}被评为{year}年度金牌劳动关系协调员"
NEWS_ENDED = "您的{year}年度金牌劳动关系协调员称号已取消\n理由：{why}\n有疑问请联系县局"
NEWS_ENDED_LIAISON = "贵专班{name}的{year}年度金牌劳动关系协调员称号已取消\n理由：{why}"
NEWS_BACK = "🏅 您的{year}年度金牌劳动关系协调员称号已恢复"
NEWS_BACK_LIAISON = "🏅 贵专班{name}的{year}年度金牌劳动关系协调员称号已恢复"
