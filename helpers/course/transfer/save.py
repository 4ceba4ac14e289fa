"""transfer.save: save an image to a tar."""

from __future__ import annotations

from helpers.course.transfer import parcels
from helpers.exercise import checks, probes
from helpers.exercise.model import Exercise, Mistake, Owned, Way

IMAGE, TAR = "postcard-save:1.0", "postcard-save.tar"

EXERCISE = Exercise(
    id="transfer.save",
    title="엽서 포장하기",
    prompt=(
        "사진 동아리의 전시회가 곧 열려요. 전시장 입구의 컴퓨터에서 초대 엽서를 보여 주기로 했어요. "
        f"엽서는 `{IMAGE}` 이미지로 준비되어 있어요. 실행하면 엽서가 나와요.\n\n"
        f"이 이미지를 연습 폴더에 **`{TAR}`** 파일로 저장하세요. 전시장에서 풀었을 때 같은 이름으로 나타나야 해요.\n\n"
        "다 되면 `ls`로 파일이 생겼는지 확인하세요."
    ),
    setup=parcels.STRICT
    + f"rm -f {TAR}\n"
    + parcels.card("transfer.save", IMAGE, "사진전에 초대합니다. 입구에서 만나요!")
    + "docker tag postcard-save:1.0 postcard-save:draft\n",
    owns=Owned(images=(IMAGE, "postcard-save:draft"), containers=("postcard-save-box",), runs_of=(IMAGE,)),
    checks=(checks.tar_holds("saved", probes.tar(TAR), IMAGE),),
    hints=(
        "이미지를 파일로 만드는 도커 명령의 이름은 영어로 ‘저장하다’예요. 컨테이너를 내보내는 명령과 헷갈리지 마세요.",
        "만들 파일의 이름은 출력(output)을 뜻하는 옵션 뒤에 적어요. 그다음에 무엇을 저장할지 `이름:태그`로 적어요.",
        "이미지 ID로 가리켜도 저장은 되지만 이름이 담기지 않아요. ID 말고 이름과 태그를 쓰세요.",
    ),
    secrets=("docker save",),
    solution=Way(script=f"docker save -o {TAR} {IMAGE}"),
    alternatives=(
        Way(
            script=f"docker save -o x.tar {IMAGE}\nmkdir in\ntar -xf x.tar -C in\ntar -C in -cf {TAR} .",
            why="packed again: each name begins with ./",
        ),
        Way(script=f"docker save {IMAGE} > {TAR}", why="without -o the archive goes to standard output"),
        Way(script=f"docker image save --output {TAR} {IMAGE}", why="the same command by its long name"),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script=f"docker pull -q busybox\ndocker tag busybox {IMAGE}\ndocker save -o {TAR} {IMAGE}",
                why="the name was moved to another image first",
                variant="retagged",
            ),
            fails="saved",
            says="준비되어 있던 이미지와 ID가 다릅니다",
        ),
        Mistake(
            way=Way(script=f"docker save -o real.tar {IMAGE}\nln -s real.tar {TAR}", why="a link", variant="linked"),
            fails="saved",
            says="`real.tar`를 가리키는 링크입니다",
        ),
        Mistake(
            way=Way(
                script=f"""printf '[{{"Config":"c.json","RepoTags":["{IMAGE}"],"Layers":[]}}]' > manifest.json
echo '{{"rootfs": {{"diff_ids": []}}}}' > c.json
tar -cf {TAR} manifest.json c.json""",
                why="the list of an image, and no image",
                variant="forged",
            ),
            fails="saved",
            says="그 이미지의 설정과 맞지 않습니다",
        ),
        Mistake(
            way=Way(script=f"docker create --name postcard-save-box {IMAGE}\ndocker export -o {TAR} postcard-save-box"),
            fails="saved",
            says="컨테이너의 파일들이 들어 있습니다",
        ),
        Mistake(
            way=Way(script=f"docker save -o {TAR} $(docker images -q {IMAGE})"),
            fails="saved",
            says="안의 이미지에 이름이 없습니다",
        ),
        Mistake(
            way=Way(
                script=f"docker save postcard-save:2.0 > {TAR}", why="no such tag: the shell has made the file already"
            ),
            fails="saved",
            says="파일이 비어 있습니다",
        ),
        Mistake(
            way=Way(script=f"docker save -o {TAR} postcard-save:draft"),
            fails="saved",
            says="안에는 `postcard-save:draft` 이미지가 들어 있습니다",
        ),
        Mistake(
            way=Way(script=f"docker save {IMAGE} | head -c 20000 > {TAR}"),
            fails="saved",
            says="온전한 tar 파일이 아닙니다",
        ),
    ),
)
