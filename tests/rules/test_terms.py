"""The field's terms as the clauses list them."""

from bot.rules.laws import LAWS
from bot.rules.mediation import Dispute, Must, Origin
from bot.rules.publicity import Place, Reach, Way
from bot.rules.roles import Role


def labels(*terms: type[Place | Way | Reach | Origin | Role]) -> list[list[str]]:
    return [[member.label for member in term] for term in terms]


def test_publicity_has_the_places_ways_and_reaches_of_the_menu() -> None:
    assert labels(Place, Way, Reach) == [
        ["企业", "园区", "社区", "楼宇"],
        ["实地走访", "线上发布", "宣传站", "明白纸"],
        ["本单位", "本行业", "全县"],
    ]


def test_mediation_knows_six_kinds_of_dispute_and_five_musts() -> None:
    assert (len(Dispute), len(Must)) == (6, 5)
    assert all(must.label.startswith("要") for must in Must)
    assert labels(Origin) == [["排查发现", "当事人反映"]]


def test_a_dispute_is_stored_by_its_value_and_found_by_it() -> None:
    assert Dispute("pay") is Dispute.PAY
    assert f"{Dispute.PAY}" == "pay"


def test_there_are_thirteen_laws_under_their_official_names() -> None:
    assert len({law.name for law in LAWS}) == 13
    assert LAWS[1].name == "中华人民共和国劳动合同法"
    assert LAWS[1].short == "劳动合同法"


def test_the_one_law_that_the_source_names_otherwise_says_so() -> None:
    assert [(law.name, law.printed) for law in LAWS if law.printed] == [
        ("工资支付暂行规定", "工资支付暂行条例")
    ]


def test_roles_are_those_of_the_command_line() -> None:
    assert [str(role) for role in Role] == [
        "coordinator", "liaison", "deputy", "bureau", "admin",
    ]  # fmt: skip
    assert labels(Role) == [["协调员", "联络员", "代理联络员", "县局工作人员", "管理员"]]
