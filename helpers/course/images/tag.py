"""images.tag: give one image a second name."""

from helpers.exercise import checks
from helpers.exercise.model import Exercise, Mistake, Owned, Way

_BOOK, _STABLE, _DRAFT = "recipe-book:1.0", "recipe-book:stable", "recipe-draft:1.0"
_GIVEN = """\
FROM busybox:latest
LABEL lab.exercise=images.tag
COPY . /book
CMD ["cat", "/book/recipe.txt"]
"""
_SETUP = f"""\
rm -f memo.txt
docker build -q -t {_BOOK} .
echo "연필로 적은 메모" > memo.txt
docker build -q -t {_DRAFT} - <<'EOF'
FROM busybox:latest
LABEL lab.exercise=images.tag
CMD ["echo", "아직 쓰는 중인 조리법"]
EOF
"""

EXERCISE = Exercise(
    id="images.tag",
    title="이미지에 이름 하나 더 붙이기",
    prompt=f"""\
조리법 책 `{_BOOK}`을 다 검토했어요. 이제 누구나 `{_STABLE}`이라는 이름으로도 찾을 수 있게 하려고 해요.

`{_BOOK}` 이미지에 `{_STABLE}`이라는 **이름을 하나 더** 붙이세요. 검토한 바로 그 이미지여야 해요. 폴더에 메모가 하나 늘었으니 다시 빌드하면 다른 이미지가 돼요. `{_DRAFT}`은 아직 쓰는 중이니 그대로 두세요.
""",
    files={"Dockerfile": _GIVEN, "recipe.txt": "김치볶음밥: 김치를 먼저 볶아요.\n"},
    setup=_SETUP,
    owns=Owned(images=(_BOOK, _STABLE, _DRAFT, "recipe-book:latest"), runs_of=(_BOOK, _STABLE, _DRAFT)),
    checks=(
        checks.image_there("named", _STABLE),
        checks.image_kept("kept", _BOOK),
        checks.same_image("same", _STABLE, _BOOK, requires=("named", "kept")),
        checks.image_kept("draft", _DRAFT, requires=("same",)),
    ),
    hints=(
        "이미지를 새로 만들지 않아도 돼요. 있는 이미지에 이름표만 하나 더 다는 도커 명령이 있어요.",
        "그 명령에는 이름을 둘 적어요. 지금 있는 이름이 먼저, 새 이름이 나중이에요.",
        "이미지 목록에서 두 이름의 `IMAGE ID`가 같은지 확인해 보세요.",
    ),
    solution=Way(
        script=f"docker tag {_BOOK} {_STABLE}\ndocker images recipe-book --format '{{{{.Repository}}}}:{{{{.Tag}}}}' | sort"
    ),
    alternatives=(
        Way(script=f"docker tag $(docker images -q {_BOOK}) {_STABLE}", why="by the image's id"),
        Way(script=f"docker image tag {_BOOK} {_STABLE}", why="the long command"),
    ),
    mistakes=(
        Mistake(
            way=Way(script=f"docker build -q -t {_STABLE} .", why="rebuilt: another id", variant="made-anew"),
            fails="same",
            says="`recipe-book:stable`은 `recipe-book:1.0`과 다른 이미지입니다",
        ),
        Mistake(
            way=Way(script=f"docker tag {_DRAFT} {_STABLE}", why="the tag on the wrong image"),
            fails="same",
            says="`recipe-book:stable`은 `recipe-draft:1.0`과 같은 이미지입니다",
        ),
        Mistake(
            way=Way(script=f"docker tag {_BOOK} recipe-book", why="no tag given"),
            fails="named",
            says="태그가 다른 `recipe-book:latest`",
        ),
        Mistake(
            way=Way(script=f"docker tag {_BOOK} {_STABLE}\ndocker rmi {_BOOK}", why="renamed: the first name is gone"),
            fails="kept",
            says="이름이 없어졌고, 그 이미지의 이름은 `recipe-book:stable`입니다",
        ),
        Mistake(
            way=Way(script=f"docker tag {_BOOK} {_STABLE}\ndocker rmi {_DRAFT}", why="the draft thrown away"),
            fails="draft",
            says="`recipe-draft:1.0` 이미지가 있었지만 지금은 없습니다",
        ),
        Mistake(
            way=Way(
                script=f"docker tag {_DRAFT} {_BOOK}\ndocker tag {_BOOK} {_STABLE}", why="the draft under all names"
            ),
            fails="kept",
            says="이름이 처음과 다른 이미지를 가리킵니다",
        ),
    ),
)
