package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.measurement.Environment.Commit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose commit a run is of. */
@Tag("slow")
class CheckoutTest {
  @TempDir Path temporary = Path.of("");
  private Path checkout = Path.of("");

  @BeforeEach
  void commit() throws Exception {
    checkout = Files.createDirectory(temporary.resolve("checkout"));
    Files.writeString(checkout.resolve("pom.xml"), "x");
    git(checkout, "init", "-q");
    git(checkout, "add", ".");
    git(
        checkout,
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "commit",
        "-q",
        "--no-gpg-sign",
        "-m",
        "x");
  }

  @Test
  void isThatOfTheCheckout() {
    assertThat(EnvironmentProbe.commit(checkout))
        .hasValueSatisfying(
            commit -> {
              assertThat(commit.id()).matches("[0-9a-f]{40}");
              assertThat(commit.dirty()).isFalse();
            });
  }

  @Test
  void isNotThatOfARepositoryAround() throws IOException {
    Path copy = Files.createDirectory(checkout.resolve("copy"));
    assertThat(EnvironmentProbe.commit(copy)).isEmpty();
  }

  @Test
  void isThatOfAWorktreeAndThroughALink() throws Exception {
    Commit commit = EnvironmentProbe.commit(checkout).orElseThrow();
    Path link = Files.createSymbolicLink(temporary.resolve("link"), checkout);
    assertThat(EnvironmentProbe.commit(link)).contains(commit);
    git(checkout, "worktree", "add", "-q", "../worktree");
    assertThat(EnvironmentProbe.commit(temporary.resolve("worktree"))).contains(commit);
  }

  @Test
  void isUnknownOutsideOfAnyRepository() {
    assertThat(EnvironmentProbe.commit(temporary)).isEmpty();
  }

  private static void git(Path folder, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process git = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    assertThat(git.waitFor()).isZero();
  }
}
