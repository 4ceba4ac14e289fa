"""Stories of Compose: the command itself, the file, what the file names."""

from __future__ import annotations

from helpers.coach.elsewhere.story import Story

_FILE = "Compose는 지금 폴더와 그 위의 폴더에서 `compose.yaml`이나 `docker-compose.yml`을 찾아요."
_INDENT = "YAML은 들여쓰기로 층을 나눠요. 같은 층은 빈칸의 수가 같아야 하고, 콜론(`:`) 뒤에는 빈칸이 하나 있어야 해요."
_CHECK = "`docker compose config`를 실행하면 파일만 검사해 볼 수 있어요."

STORIES = (
    Story(
        id="compose-command",
        words=r"docker-compose[^\n]{0,20}(?:command not found|not found|is not recognized|용어가|은\(는\) 내부)|"
        r"command not found: docker-compose|'docker-compose'",
        what="메시지가 나온 컴퓨터에 `docker-compose`라는 프로그램이 없어요. 이제는 가운데를 띄워 `docker "
        "compose`라고 써요.",
        why="붙임표가 있는 `docker-compose`는 옛 프로그램(1판)이고 더는 나오지 않아요. 지금의 Compose는 `docker`의 "
        "플러그인이에요.",
        next=(
            "`docker compose version`이 대답하면 같은 명령을 `docker compose …`로 바꿔 실행해요.",
            (
                "대답하지 않으면 Compose 플러그인을 설치해요. Debian·Ubuntu에서는 Docker의 저장소를 쓰면 "
                "`docker-compose-plugin`이에요."
            ),
        ),
    ),
    Story(
        id="compose-old",
        words=r"keyerror: '?containerconfig|kwargs_from_env\(\) got an unexpected|"
        r"not supported url scheme http\+docker|"
        r"http\+docker (?:connections|url)|module 'ssl' has no attribute|compose/cli/main\.py",
        what="메시지가 나온 컴퓨터의 `docker-compose`(1판)가 너무 오래되어서, 지금의 도커나 파이썬과 맞지 않아요.",
        why="붙임표가 있는 `docker-compose`는 파이썬으로 만든 옛 프로그램이고 2023년부터 고쳐지지 않아요. 새 "
        "도커로 만든 "
        "이미지를 다시 만들 때 `ContainerConfig`라는 값을 찾다가 이렇게 끝나요. Compose 파일이 틀린 것은 아니에요.",
        next=(
            "`docker compose version`이 대답하면 같은 명령을 `docker compose …`로 바꿔 실행해요.",
            (
                "대답하지 않으면 Compose 플러그인(V2)을 설치해요. Debian·Ubuntu에서는 Docker의 저장소를 쓰면 "
                "`docker-compose-plugin`이에요."
            ),
            "옛 컨테이너가 남아 이름이 겹치면 `docker compose down`으로 지우고 다시 켜요. 볼륨의 데이터는 남아요.",
        ),
    ),
    Story(
        id="compose-plugin",
        words=r"'compose' is not a docker command|unknown command: docker compose|"
        r"docker compose [^\n]*\n(?:[^\n]*\n)?[^\n]*unknown (?:shorthand )?flag: '?-*\w+'? ?[^\n]*",
        what="메시지가 나온 컴퓨터의 `docker`에 Compose 플러그인이 없어서 `docker compose`를 알아듣지 못했어요.",
        why="`compose`는 `docker`에 따로 붙이는 플러그인이에요. 없으면 `docker`는 뒤에 온 옵션을 자기 것으로 읽어요.",
        next=(
            (
                "Compose 플러그인을 설치해요. Debian·Ubuntu에서는 Docker의 저장소를 쓰면 `docker-compose-plugin`, "
                "배포판의 것을 쓰면 `docker-compose-v2`나 `docker-compose`예요. Docker Desktop에는 들어 있어요."
            ),
            "`docker compose version`이 대답하면 된 거예요.",
        ),
    ),
    Story(
        id="compose-version",
        words=r"attribute `?version`? is obsolete",
        what="Compose 파일 맨 위의 `version` 줄은 이제 쓰지 않는다는 경고예요.",
        why="옛 Compose는 `version`으로 파일의 형식을 정했어요. 지금은 읽지 않고 지나쳐요.",
        next=("파일에서 `version: …` 줄을 지우면 경고가 사라져요. 실행에는 영향이 없어요.",),
    ),
    Story(
        id="compose-version-unsupported",
        words=r"version in \"?(?P<aside>[^\"\s]+)\"? is (?:unsupported|invalid)|wrong compose file version",
        what="그 `docker-compose`가 Compose 파일{aside}의 형식(`version`)을 몰라요. 프로그램이 파일보다 오래됐어요.",
        why="옛 `docker-compose`(1판)는 `version:`에 적힌 형식만 알아요. 지금의 `docker compose`는 그 줄을 읽지 "
        "않고 새 형식을 "
        "알아들어요.",
        next=(
            "`docker compose version`이 대답하면 `docker-compose` 대신 `docker compose`를 써요.",
            "대답하지 않으면 Compose 플러그인(`docker-compose-plugin`)을 설치해요.",
        ),
    ),
    Story(
        id="compose-orphans",
        words=r"found orphan containers \(\[?(?P<name>[\w.-]+)",
        what="지금의 Compose 파일에는 없는 서비스의 컨테이너(`{name}`)가 남아 있다는 경고예요.",
        why="서비스를 지우거나 이름을 바꾸기 전에 만든 컨테이너예요. 또는 같은 이름의 폴더에 있는 다른 "
        "프로젝트가 만든 것이에요. "
        "폴더의 이름이 프로젝트의 이름이 되기 때문이에요.",
        next=(
            "필요 없는 것이면 `docker compose up -d --remove-orphans`로 함께 지워요. 컨테이너 안의 데이터도 사라져요.",
            "다른 프로젝트의 것이면 `docker compose -p 이름 up -d`처럼 프로젝트 이름을 다르게 줘요.",
        ),
    ),
    Story(
        id="compose-file-missing",
        words=r"no configuration file provided|can't find a suitable configuration file|"
        r"open (?P<path>\S*(?:docker-)?compose[\w.-]*\.ya?ml): (?:no such file|the system cannot)",
        what="Compose가 `compose.yaml` 파일을 찾지 못했어요.",
        why=f"{_FILE} 다른 폴더에서 실행했거나 파일 이름이 달라요.",
        next=(
            "`ls`(Windows는 `dir`)로 파일이 있는 폴더인지 확인하고, 아니면 `cd`로 그 폴더로 가서 다시 실행해요.",
            "이름이 다르면 `docker compose -f 파일 up`처럼 `-f`로 알려 줘요.",
        ),
    ),
    Story(
        id="compose-yaml",
        words=r"(?:yaml: )?line (?P<line>\d+):[^\n]*(?:cannot start any token|found a tab character)",
        what="Compose 파일 {line}번째 줄쯤에 탭(Tab)이 들어 있어요.",
        why="YAML은 들여쓰기에 탭을 쓸 수 없어요. 빈칸만 써야 해요.",
        next=("{line}번째 줄과 그 앞뒤의 탭을 빈칸 두 개로 바꿔요.", _CHECK),
    ),
    Story(
        id="compose-yaml",
        words=r"yaml: (?:while \w+ [^\n]*?)?(?:(?:unmarshal|construct) errors?:?\s*)?line (?P<line>\d+):",
        what="YAML 파일 {line}번째 줄쯤을 읽지 못했어요. 들여쓰기나 콜론이 틀렸어요.",
        why=f"{_INDENT} 틀린 곳은 적힌 줄이거나 그 바로 윗줄이에요.",
        next=("{line}번째 줄과 윗줄의 들여쓰기를 이웃한 줄과 비교하고, 콜론 뒤의 빈칸과 따옴표의 짝을 봐요.", _CHECK),
    ),
    Story(
        id="compose-yaml",
        words=r"did not find expected|mapping values are not allowed|could not find expected ':'|(?<![.\w])yaml: ",
        what="YAML 파일을 읽지 못했어요. 들여쓰기나 콜론이 틀렸어요.",
        why=_INDENT,
        next=("고친 곳의 들여쓰기를 이웃한 줄과 비교하고, 콜론 뒤의 빈칸과 따옴표의 짝을 봐요.", _CHECK),
    ),
    Story(
        id="compose-key",
        words=r"(?P<where>[\w.-]+)?\s*additional propert(?:y|ies) '?(?P<key>[\w.-]+)'?(?:, '[^\n]*)? (?:is|"
        r"are)?\s?not allowed|"
        r"unsupported config option for (?P<where2>[\w.]+): '(?P<key2>[\w.-]+)'",
        what="Compose 파일에 Compose가 모르는 이름 `{key}`{이} 적혀 있어요.",
        why="철자가 틀렸거나, 들여쓰기가 틀려서 엉뚱한 층에 들어갔어요. `image`, `ports`, `volumes`, "
        "`environment`는 서비스 이름 아래에, "
        "`services`, `networks`, `volumes`는 맨 왼쪽에 와요.",
        next=("`{key}`의 철자와, 어느 이름 아래에 들여 썼는지를 봐요.", _CHECK),
    ),
    Story(
        id="compose-key",
        words=r"(?P<where>services\.[\w.-]+) must be (?:a|an) (?P<kind>\w+)|(?P<where2>[\w.-]+) must be (?:a|"
        r"an) (?:mapping|list|array|string)",
        what="Compose 파일의 `{where}`에 적은 값의 형식이 맞지 않아요.",
        why=f"여러 개를 적는 곳은 줄마다 `- `로 시작하고, 이름과 값을 적는 곳은 `이름: 값`으로 적어요. {_INDENT}",
        next=("`{where}` 아래의 들여쓰기와 `- `, 콜론을 봐요.", _CHECK),
    ),
    Story(
        id="compose-service",
        words=r"no such service: (?P<service>[\w.-]+)|service \"(?P<service2>[\w.-]+)\" (?:is not running|"
        r"has no container)",
        what="Compose 파일에 `{service}`{이라는} 서비스가 없거나, 그 서비스가 실행 중이 아니에요.",
        why="`docker compose` 뒤에는 컨테이너 이름이 아니라 `services:` 아래에 적은 서비스 이름을 써요.",
        next=("`docker compose config --services`로 서비스 이름을, `docker compose ps -a`로 지금 모습을 봐요.",),
    ),
    Story(
        id="compose-no-image",
        words=r"service \"(?P<service>[\w.-]+)\" has neither an image nor a build",
        what="Compose 파일의 서비스 `{service}`에 쓸 이미지가 적혀 있지 않아요.",
        why="서비스마다 `image:`(받아 올 이미지의 이름)나 `build:`(Dockerfile이 있는 폴더) 가운데 하나는 있어야 해요.",
        next=("`{service}:` 아래에 `image: 이름`이나 `build: .`을 한 줄 적어요.", _CHECK),
    ),
    Story(
        id="compose-undefined",
        words=r"service \"?(?P<service>[\w.-]+)\"? refers to undefined (?P<kind>network|volume|secret|"
        r"config) (?P<thing>[\w.-]+)",
        what="Compose 파일의 서비스 `{service}`{이} 쓰는 `{thing}`{이} 파일에 정해져 있지 않아요.",
        why="서비스가 쓰는 네트워크와 볼륨은 맨 왼쪽의 `networks:`, `volumes:` 아래에도 이름을 적어야 해요.",
        next=(
            "`{thing}`의 철자를 보고, 파일의 맨 아래에 그 이름을 적어요(`networks:`나 `volumes:` 아래에 `{thing}:`).",
            _CHECK,
        ),
    ),
    Story(
        id="compose-depends",
        words=r"service \"?(?P<service>[\w.-]+)\"? depends on undefined service \"?(?P<thing>[\w.-]+)",
        what="Compose 파일의 서비스 `{service}`{이} 기다리는 `{thing}`{이라는} 서비스가 파일에 없어요.",
        why="`depends_on`에는 같은 파일의 `services:` 아래에 있는 이름만 적을 수 있어요. 컨테이너나 이미지의 이름이 "
        "아니에요.",
        next=("`{service}:` 아래의 `depends_on`에 적은 `{thing}`{을} 파일에 있는 서비스의 이름으로 고쳐요.", _CHECK),
    ),
    Story(
        id="compose-profile",
        words=r"no service selected",
        what="Compose가 시작할 서비스를 하나도 고르지 못했어요.",
        why="`profiles:`가 적힌 서비스는 그 프로필을 켜야 시작돼요. 파일의 서비스가 모두 프로필에 들어 있으면 이렇게 "
        "돼요.",
        next=(
            "`docker compose --profile 프로필 up -d`처럼 켤 프로필을 `up`보다 앞에 적어요.",
            "늘 시작할 서비스라면 그 서비스의 `profiles:`를 지워요.",
        ),
    ),
    Story(
        id="compose-env-file",
        words=r"(?:env file (?P<file>\S+) not found|couldn't find env file: (?P<file2>\S+)|"
        r"failed to read (?P<file3>\S*\.env\S*):|"
        r"open (?P<file4>\S*\.env\S*): no such file)",
        what="환경 변수 파일 `{file}`{이} 없어요.",
        why="`env_file`이나 `--env-file`에 적은 경로는 Compose 파일이 있는 폴더에서부터예요. `.env`는 비밀번호가 "
        "들어서 "
        "git에 올리지 않을 때가 많아, 내려받은 프로젝트에는 없는 것이 보통이에요.",
        next=(
            "`.env.example` 같은 본보기가 있으면 `cp .env.example .env`로 만들고 값을 채워요.",
            "경로와 점(`.`)으로 시작하는 이름을 살펴봐요.",
        ),
    ),
    Story(
        id="compose-unhealthy",
        words=r"container (?P<container>\S+) is unhealthy",
        what="컨테이너 `{container}`{이} 검사(healthcheck)를 통과하지 못해서, 기다리던 서비스가 시작되지 않았어요.",
        why="`depends_on`에 `condition: service_healthy`를 적으면 Compose는 그 컨테이너가 `healthy`가 될 때까지 "
        "기다려요. 안의 프로그램이 시작하지 못했거나, 검사 명령이 틀렸거나, 정한 시간보다 오래 걸리면 이렇게 끝나요.",
        next=(
            "`docker logs {container}`로 그 프로그램이 남긴 말을 봐요.",
            "`docker inspect --format '{{{{json .State.Health}}}}' {container}`로 검사가 무엇이라고 했는지 봐요.",
            "시간이 모자란 것이면 `healthcheck`의 `start_period`나 `retries`를 늘려요.",
        ),
    ),
    Story(
        id="compose-variable",
        words=r"\"?(?P<variable>\w+)\\?\"? variable is not set|required variable (?P<variable2>\w+) is missing",
        what="Compose 파일이 쓰는 변수 `{variable}`에 값이 없어서 빈 글자로 채웠어요.",
        why="`${{…}}`는 셸의 환경 변수나, Compose 파일 옆의 `.env` 파일에서 값을 읽어요. 둘 다 없으면 비어요.",
        next=(
            "`.env` 파일에 `{variable}=값`을 한 줄 적어요. 등호(`=`)의 앞뒤를 띄우지 않아요.",
            "`docker compose config`로 값이 어떻게 채워지는지 봐요. 비밀번호의 `$`는 `$$`로 적어야 해요.",
        ),
    ),
)
