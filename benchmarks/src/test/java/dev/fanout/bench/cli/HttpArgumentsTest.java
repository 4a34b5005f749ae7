package dev.fanout.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.backend.http.HttpCall.Method;
import dev.fanout.bench.backend.http.OwnCall;
import dev.fanout.bench.backend.http.RequestForm;
import dev.fanout.bench.backend.http.RequestHeader;
import dev.fanout.bench.backend.http.Trust;
import dev.fanout.bench.plan.RefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The options of a call of one's own, with the habits of curl. */
class HttpArgumentsTest {
  private static final String URL = "--url=http://127.0.0.1:1/";
  private static final String HTTPS = "--url=https://127.0.0.1:1/";

  @TempDir Path folder = Path.of("");

  @Test
  void aCallIsAGetThatSucceedsUnlessToldOtherwise() {
    OwnCall call = call(URL);
    assertThat(call.form()).isEqualTo(RequestForm.PLAIN);
    assertThat(call.workload()).isEqualTo("get");
    assertThat(arguments().call()).isNull();
  }

  @Test
  void dataMakesAPostOfFormData() {
    RequestForm form = call(URL, "-d", "a=é").form();
    assertThat(form.method()).isEqualTo(Method.POST);
    assertThat(form.body()).isEqualTo("a=\u00c3\u00a9");
    assertThat(form.headers())
        .containsExactly(new RequestHeader("Content-Type", "application/x-www-form-urlencoded"));
    assertThat(call(URL, "-d", "a").workload()).isEqualTo("request");
  }

  @Test
  void methodAndContentTypeAreAsTold() {
    RequestForm form =
        call(URL, "-X", "put", "-H", "content-type:text/plain ", "-H", "A: b", "--data=x").form();
    assertThat(form.method()).isEqualTo(Method.PUT);
    assertThat(form.headers())
        .containsExactly(
            new RequestHeader("content-type", "text/plain"), new RequestHeader("A", "b"));
  }

  @Test
  void dataIsReadFromAFileByteForByte() throws IOException {
    Path file = Files.write(folder.resolve("body"), new byte[] {0, '\n', (byte) 0xff});
    assertThat(call(URL, "--data=@" + file).form().body()).isEqualTo("\0\n\u00ff");
  }

  /** What picocli would take for a file of arguments. */
  @Test
  void theFileOfDataMayFollowTheOption() throws IOException {
    Path file = Files.writeString(folder.resolve("body"), "--nonsense\n");
    for (String option : List.of("-d", "--data")) {
      var err = new StringWriter();
      int exitCode =
          Fanout.execute(
              () -> Fanout.commandLine(Path.of("")),
              new PrintWriter(new StringWriter()),
              new PrintWriter(err),
              "plan",
              URL,
              option,
              "@" + file);
      assertThat(exitCode).as(err.toString()).isZero();
    }
  }

  @Test
  void whatOpensItInAnotherJvmIsTheSame() throws IOException {
    RequestForm form =
        call(
                HTTPS,
                "-H",
                "X-Token: abc: d",
                "-H",
                "Accept: */*",
                "--secret-header=x-token",
                "-d",
                "\u0000{request}",
                "--expect-status=201,3xx",
                "--expect-body=a.*b",
                "--insecure")
            .form();
    OwnCall call = call(HTTPS);
    assertThat(form.trust()).isEqualTo(new Trust.Anybody());
    assertThat(new OwnCall(call.address(), form).settings())
        .containsAllEntriesOf(call.address().settings())
        .containsEntry("header.0", "X-Token: abc: d")
        .containsEntry("secretHeader.0", "x-token")
        .containsEntry("statuses", "201,3xx")
        .containsEntry("text", "a.*b")
        .containsEntry("insecure", "true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --header=Accept                  | --header '***' has no colon: write 'Name: value'.
          --header=Authorization hidden    | --header 'Authorization ***' has no colon
          --header=My Name: x              | 'My Name' is not the name of a header
          --header=: x                     | '' is not the name of a header
          --header=Accept:                 | 'Accept:' has no value
          --header=Host: x                 | 'Host' is a header that the clients write themselves
          --header=X-A: é                  | the value of 'X-A' has a line break, or a character that is not ASCII
          --request-method=PSOT            | --request-method 'PSOT' is not one of GET, HEAD, POST, PUT, PATCH, DELETE.
          --data=@/no/such/file            | --data '/no/such/file' cannot be read (NoSuchFileException)
          --data=@/                        | --data '/' cannot be read
          --expect-status=2x               | --expect-status '2x' is not a status: give codes from 100 to 599, ranges or classes
          --expect-status=204-200          | '204-200' is not a status
          --expect-status=200,             | '' is not a status
          --expect-body=(                  | --expect-body '(' is not a regular expression: Unclosed group at character
          --secret-header=X-Tokn           | --secret-header 'X-Tokn' is not the name of a header that --header gives
          --insecure                       | --insecure is about certificates, which an address with http has none of
          --cacert=/tmp                    | --cacert is about certificates, which an address with http has none of
          """)
  void refusesWhatMakesNoSenseInASentence(String argument, String message) {
    assertRefused(message, URL, argument);
  }

  @Test
  void refusesWhatDoesNotFitTogether() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "no certificate");
    assertRefused("'/none' cannot be read", HTTPS, "--cacert=/none");
    assertRefused("is not a file with certificates in PEM or DER", HTTPS, "--cacert=" + text);
    assertRefused("--cacert has no effect", HTTPS, "--cacert=" + text, "--insecure");
    assertRefused("not every client sends with GET", URL, "-X", "GET", "-d", "x");
    assertRefused("gives 'a' twice", URL, "-H", "A: 1", "-H", "a: 2");
    assertRefused("has a line break", URL, "-H", "A: 1\r\nB: 2");
    assertRefused("is not the name of a header", URL, "-H", "A\r\nB: 2");
    for (String argument :
        List.of(
            "-X=GET", "-H=A: b", "-d=x", "--expect-status=200", "--expect-body=x", "--insecure")) {
      assertRefused("are about a call of --url", argument);
    }
  }

  private static void assertRefused(String message, String... arguments) {
    assertThatThrownBy(() -> arguments(arguments).call())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(message)
        .hasMessageEndingWith(".")
        .hasMessageNotContaining("hidden");
  }

  private static OwnCall call(String... arguments) {
    return Objects.requireNonNull(arguments(arguments).call());
  }

  private static HttpArguments arguments(String... arguments) {
    var http = new HttpArguments();
    var commandLine = new CommandLine(http);
    Values.register(commandLine);
    commandLine.parseArgs(arguments);
    return http;
  }
}
