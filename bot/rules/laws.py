"""The thirteen laws and regulations a coordinator masters (§7.1)."""

from dataclasses import dataclass

_NATION = "中华人民共和国"


@dataclass(frozen=True)
class Law:
    """A law under its official name; `printed` is the name in §7.1 where that is another."""

    name: str
    printed: str = ""

    @property
    def short(self) -> str:
        """The name as it is spoken, without 中华人民共和国, for buttons and suggestions."""
        return self.name.removeprefix(_NATION)


LAWS = (
    Law(f"{_NATION}劳动法"),
    Law(f"{_NATION}劳动合同法"),
    Law(f"{_NATION}社会保险法"),
    Law(f"{_NATION}就业促进法"),
    Law("工伤保险条例"),
    Law("国务院关于职工工作时间的规定"),
    Law("工资支付暂行规定", printed="工资支付暂行条例"),
    Law("职工带薪年休假条例"),
    Law("企业职工患病或非因工负伤医疗期规定"),
    Law("女职工劳动保护特别规定"),
    Law("未成年工特殊保护规定"),
    Law("山东省企业工资支付规定"),
    Law("山东省人口与计划生育条例"),
)
