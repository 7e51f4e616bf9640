"""Times another extractor over a workload of JSON Lines: compare.py NAME FILE.

Prints "title<TAB>processor seconds" of a second, warm pass over all documents in one thread, or one line that says why not.
Needs what requirements.txt lists; models are those that the packages carry.
"""

import json
import sys
import time


def spacy_ruler():
    import spacy

    # Spaces split the tokens, no word segmenter: the fastest way that spaCy reads Vietnamese.
    pipeline = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    ruler = pipeline.add_pipe("entity_ruler")
    upper = {"IS_TITLE": True, "OP": "+"}
    number = {"LIKE_NUM": True}
    heads = ["ngày", "tháng", "năm", "nghị định", "quyết định", "thông tư", "luật", "chủ tịch", "phó chủ tịch", "giám đốc",
             "bộ trưởng", "bí thư", "ubnd", "sở", "bộ", "tỉnh", "huyện", "xã"]  # fmt: skip
    patterns = []
    for head in heads:
        words = [{"LOWER": word} for word in head.split()]
        tail = number if head in heads[:6] else upper
        patterns.append({"label": head.upper(), "pattern": words + [tail]})
    patterns.append({"label": "AMOUNT", "pattern": [number, {"LOWER": {"IN": ["triệu", "tỷ", "nghìn"]}, "OP": "?"}, {"LOWER": "đồng"}]})
    patterns.append({"label": "SHARE", "pattern": [number, {"ORTH": "%"}]})
    assert len(patterns) == 20
    ruler.add_patterns(patterns)
    return f"spaCy {spacy.__version__}, EntityRuler with 20 patterns", lambda text: len(pipeline(text).ents)


def underthesea(function):
    def make():
        import underthesea

        from importlib.metadata import version

        call = getattr(underthesea, function)
        return f"underthesea {version('underthesea')}, {function}", lambda text: len(call(text))

    return make


SYSTEMS = {
    "spacy-ruler": spacy_ruler,
    "underthesea-words": underthesea("word_tokenize"),
    "underthesea-ner": underthesea("ner"),
}


def main(name, path):
    try:
        title, process = SYSTEMS[name]()
    except Exception as error:
        print(f"{type(error).__name__}: {error}".splitlines()[0])
        return 1
    with open(path, encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    for text in texts[: max(1, len(texts) // 10)]:
        process(text)
    start = time.thread_time()
    for text in texts:
        process(text)
    print(f"{title}\t{time.thread_time() - start}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
