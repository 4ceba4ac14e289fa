"""다른 환경에서 실행하기: images go to another computer, by a file and by Docker Hub."""
