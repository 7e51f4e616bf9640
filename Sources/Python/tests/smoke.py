"""What the wheel does without any other package, for Pythons that have no pytest: a program."""

import sys

import boctach

TEXT = "😀 Ông Lê Văn A, Chủ tịch UBND tỉnh Quảng Nam, ký Quyết định số 461/QĐ-UBND ngày 5/6/2022. Hôm qua giá tăng 3,5%."

document = boctach.extract(TEXT, date="2022-06-10")
assert len(document.mentions) >= 5
assert all(TEXT[mention.start : mention.end] == mention.text for mention in document.mentions)
extractor = boctach.default_extractor()
assert list(extractor.extract_batch([TEXT] * 20, "2022-06-10")) == [document] * 20
table = extractor.tables([TEXT] * 3, "2022-06-10").mentions
for _ in range(3):
    names = [str(capsule).split('"')[1] for capsule in (*table.__arrow_c_array__(), table.__arrow_c_stream__())]
    assert names == ["arrow_schema", "arrow_array", "arrow_array_stream"], names
print("the wheel works in Python", ".".join(map(str, sys.version_info[:3])))
