"""nbgrader's settings: our solutions are its source, our exercises its release.

`nbgrader generate_assignment --force --no-db images` makes exercises/images of solutions/images.
"""

from helpers.course.paths import CODE_STUB, TEXT_STUB

c = get_config()  # noqa: F821 (given by nbgrader)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.ClearSolutions.code_stub = {"python": CODE_STUB}
c.ClearSolutions.text_stub = TEXT_STUB
c.ExecutePreprocessor.timeout = 300
