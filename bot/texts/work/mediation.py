"""Mediation: labels, questions and choices."""

TITLE = "成功调解"
SPOKEN = ("成功调解", "调解", "调处")

SIDE, IMPORTANCE, SCOPE, PART = "案件", "影响", "范围", "作用"
ORIGIN, DISPUTE, DAY, UNIT = "来源", "争议", "日期", "单位"
ACCOUNT, MUSTS = "经过", "五个要"
RECORD, CONCLUSION, SIGNED, PHOTOS = "调解笔录", "办理结论", "签字证明", "照片视频"

SIDES = (("own", "本单位"), ("other", "其他单位"))
IMPORTANCES = (("important", "重要案件"), ("ordinary", "一般案件"))
SCOPES = (("township", "本乡镇街道"), ("field", "本领域"))
PARTS = (("main", "主要作用"), ("helped", "参与调处"))

ASK_SIDE = "调解的是本单位的案件，还是其他单位的？"
ASK_IMPORTANCE = "这是本单位的重要案件，还是一般案件？"
ASK_SCOPE = "案件属于本乡镇街道，还是本领域？"
ASK_PART = "您起的是主要作用，还是参与调处？"
ASK_ORIGIN = "案件是怎么来的？"
ASK_DISPUTE = "属于哪类争议？"
ASK_DAY = "结案日期？点日期，或直接打字，例如：11.5、上周三"
ASK_UNIT = "发生争议的单位？请打字，例如：××服装厂"
ASK_ACCOUNT = "请写几句经过，当事人用化名，例如：甲某反映被欠两个月工资，核实后双方同意分两次付清"
ASK_MUSTS = "五个要做到了哪些？都做到点 全部做到，也可以一项一项点"
ASK_RECORD = "请发调解笔录，拍照或发文件都可以"
ASK_CONCLUSION = "请发办理结论，例如调解协议书"
ASK_SIGNED = "请发签字证明，例如双方签字的收据、送达回证"
ASK_PHOTOS = "请发现场照片视频；视频太大可以发链接"

EXAMPLE_UNIT = "××服装厂"
EXAMPLE_ACCOUNT = "甲某反映被欠两个月工资，核实后双方同意分两次付清"
HINTS_RECORD = ("笔录", "记录")
HINTS_CONCLUSION = ("结论", "协议", "决定")
HINTS_SIGNED = ("签字", "签收", "收据", "回证", "证明")

OWN_ORDINARY = "本单位的一般案件记录在案，不加分"
OWN_HELPED = "本单位案件起主要作用的才加分"

PAPERS = "资料{whether}"
COMPLETE, INCOMPLETE = "齐备", "未齐"
