"""The unit without the post, as ledgers write the two together."""

import pytest

from bot.rules.employers import unit_of


@pytest.mark.parametrize(
    ("employer", "unit"),
    [
        ("锦裳服饰有限公司人事主管", "锦裳服饰有限公司"),
        ("宏达服装有限公司 人事主管", "宏达服装有限公司"),
        ("云河镇人力资源和社会保障所所长", "云河镇人力资源和社会保障所"),
        ("云锦制衣厂厂长", "云锦制衣厂"),
        ("县住房和城乡建设局科长", "县住房和城乡建设局"),
        ("滨河小区二期项目部劳资专管员", "滨河小区二期项目部"),
        ("德馨社区居委会主任", "德馨社区居委会"),
        ("服装产业园服务中心", "服装产业园服务中心"),
        ("柳湾商圈管理办公室", "柳湾商圈管理办公室"),
        ("云河镇社会事务办公室主任", "云河镇社会事务办公室"),
        ("某处负责人", ""),
        ("", ""),
    ],
)
def test_the_unit_is_told_from_the_post(employer: str, unit: str) -> None:
    assert unit_of(employer) == unit
