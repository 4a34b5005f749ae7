package dev.fanout.bench.backend.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fanout.bench.backend.http.ScriptedServer.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A form that a valid answer of HTTP/1.1 can have on the wire.
 *
 * @param says what is special about it
 * @param reply what the server sends
 * @param status the status that each client must hand over
 * @param body the body that each client must hand over, a byte for each character
 * @param limits which clients cannot read it, and the beginning of what comes instead
 */
record AnswerForm(
    String says, Reply reply, int status, String body, Map<ClientLimit, String> limits) {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String LENGTH = "Content-Length: 6\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
  private static final String PAUSE = Reply.PAUSE;
  private static final String HELLO = "Hello!";

  static List<AnswerForm> all() {
    var forms = new ArrayList<AnswerForm>();
    forms.add(hello("body with Content-Length", OK + LENGTH + "\r\nHello!"));
    forms.add(form("empty body", OK + "Content-Length: 0\r\n\r\n", false, 200, ""));
    forms.add(form("204, no body", "HTTP/1.1 204 No Content\r\n\r\n", false, 204, ""));
    forms.add(
        form("304, no body", "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n", false, 304, ""));
    forms.add(
        form(
            "205, empty",
            "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n",
            false,
            205,
            ""));
    forms.add(hello("chunked", OK + CHUNKED + "\r\n3\r\nHel\r\n3\r\nlo!\r\n0\r\n\r\n"));
    forms.add(
        hello(
                "chunked, with extensions",
                OK + CHUNKED + "\r\n3;a=b\r\nHel\r\n3;c=\"d e\"\r\nlo!\r\n0;last\r\n\r\n")
            .but(
                ClientLimit.HELIDON_EXTENSIONS,
                "IllegalArgumentException: Chunk size is not a number"));
    forms.add(
        hello(
                "chunked, with trailers",
                OK + "Trailer: X-Sum\r\n" + CHUNKED + "\r\n6\r\nHello!\r\n0\r\nX-Sum: 1\r\n\r\n")
            .but(ClientLimit.JDK_TRAILERS, "ProtocolException: CR expected"));
    forms.add(
        hello(
                "chunked, with trailers that no header announces",
                OK + CHUNKED + "\r\n6\r\nHello!\r\n0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n")
            .but(ClientLimit.JDK_TRAILERS, "ProtocolException: CR expected")
            .but(
                ClientLimit.HELIDON_TRAILERS,
                "then: IllegalStateException: HTTP Response did not contain HTTP status line"));
    forms.add(
        hello(
            "chunked, sizes with leading zeros",
            OK + CHUNKED + "\r\n0006\r\nHello!\r\n000\r\n\r\n"));
    forms.add(
        form(
            "chunked, upper-case hexadecimal sizes",
            OK + CHUNKED + "\r\nA\r\n0123456789\r\n0\r\n\r\n",
            false,
            200,
            "0123456789"));
    forms.add(
        hello(
            "chunked, coding named in upper case",
            OK + "TRANSFER-ENCODING: CHUNKED\r\n\r\n6\r\nHello!\r\n0\r\n\r\n"));
    forms.add(form("body ended by closing", OK + "\r\nHello!", true, 200, HELLO));
    forms.add(
        form(
            "body ended by closing, Connection: close",
            OK + "Connection: close\r\n\r\nHello!",
            true,
            200,
            HELLO));
    forms.add(form("empty body ended by closing", OK + "Connection: close\r\n\r\n", true, 200, ""));
    forms.add(
        form(
            "Connection: close",
            OK + LENGTH + "Connection: close\r\n\r\nHello!",
            true,
            200,
            HELLO));
    forms.add(
        form(
            "Connection: close, chunked",
            OK + CHUNKED + "Connection: close\r\n\r\n6\r\nHello!\r\n0\r\n\r\n",
            true,
            200,
            HELLO));
    forms.add(
        form(
            "Connection: Close, other case",
            OK + LENGTH + "connection: Close\r\n\r\nHello!",
            true,
            200,
            HELLO));
    forms.add(
        form(
            "Connection: close, and the server leaves it open",
            OK + LENGTH + "Connection: close\r\n\r\nHello!",
            false,
            200,
            HELLO));
    forms.add(
        hello(
            "Keep-Alive: timeout=5, max=100",
            OK
                + LENGTH
                + "Connection: keep-alive\r\nKeep-Alive: timeout=5, max=100\r\n\r\nHello!"));
    forms.add(
        hello(
            "Keep-Alive: timeout=0",
            OK + LENGTH + "Connection: keep-alive\r\nKeep-Alive: timeout=0\r\n\r\nHello!"));
    forms.add(
        form(
            "keep-alive promised, then closed",
            OK + LENGTH + "Connection: keep-alive\r\n\r\nHello!",
            true,
            200,
            HELLO));
    forms.add(
        form(
            "HTTP/1.0 with Content-Length",
            "HTTP/1.0 200 OK\r\n" + LENGTH + "\r\nHello!",
            true,
            200,
            HELLO));
    forms.add(
        form("HTTP/1.0, body ended by closing", "HTTP/1.0 200 OK\r\n\r\nHello!", true, 200, HELLO));
    forms.add(
        hello(
            "HTTP/1.0 with Connection: keep-alive",
            "HTTP/1.0 200 OK\r\n" + LENGTH + "Connection: keep-alive\r\n\r\nHello!"));
    forms.add(
        hello("100 before", "HTTP/1.1 100 Continue\r\n\r\n" + OK + LENGTH + "\r\nHello!")
            .but(ClientLimit.HELIDON_INTERIM, "IOException: Helidon takes the interim answer 100"));
    forms.add(
        hello("102 before", "HTTP/1.1 102 Processing\r\n\r\n" + OK + LENGTH + "\r\nHello!")
            .but(ClientLimit.HELIDON_INTERIM, "IOException: Helidon takes the interim answer 102"));
    forms.add(
        hello(
                "103 before",
                "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"
                    + OK
                    + LENGTH
                    + "\r\nHello!")
            .but(ClientLimit.HELIDON_INTERIM, "IOException: Helidon takes the interim answer 103"));
    forms.add(
        hello(
                "103 before, a packet earlier",
                "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n…"
                    + OK
                    + LENGTH
                    + "\r\nHello!")
            .but(ClientLimit.HELIDON_INTERIM, "IOException: Helidon takes the interim answer 103"));
    forms.add(
        hello(
                "103 twice and 100 before",
                "HTTP/1.1 103 Early Hints\r\n"
                    + "Link: </a.css>; rel=preload\r\n\r\n"
                    + "…HTTP/1.1 103 Early Hints\r\n"
                    + "Link: </b.css>\r\n\r\n"
                    + "…HTTP/1.1 100 Continue\r\n\r\n"
                    + "…"
                    + OK
                    + LENGTH
                    + "\r\nHello!")
            .but(ClientLimit.HELIDON_INTERIM, "IOException: Helidon takes the interim answer 103"));
    forms.add(
        hello(
                "103 before a chunked body",
                "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n…"
                    + OK
                    + CHUNKED
                    + "\r\n6\r\nHello!\r\n0\r\n\r\n")
            .but(ClientLimit.HELIDON_INTERIM, "IOException: Helidon takes the interim answer 103"));
    forms.add(
        hello(
            "header of 9 kB", OK + "X-Big: " + "a".repeat(9000) + "\r\n" + LENGTH + "\r\nHello!"));
    forms.add(
        hello(
            "header of 60 kB",
            OK + "X-Big: " + "a".repeat(60_000) + "\r\n" + LENGTH + "\r\nHello!"));
    forms.add(
        hello("100 header lines", OK + header("X-%d: value\r\n", 100) + LENGTH + "\r\nHello!"));
    forms.add(
        hello("250 header lines", OK + header("X-%d: value\r\n", 250) + LENGTH + "\r\nHello!"));
    forms.add(hello("names in lower case", OK + "content-length: 6\r\ndate: x\r\n\r\nHello!"));
    forms.add(hello("names in mixed case", OK + "CoNtEnT-LeNgTh: 6\r\n\r\nHello!"));
    forms.add(hello("no space after the colon", OK + "Content-Length:6\r\n\r\nHello!"));
    forms.add(
        hello("spaces and tabs around the value", OK + "Content-Length: \t 6 \t \r\n\r\nHello!"));
    forms.add(hello("empty value", OK + "X-Empty:\r\nX-Blank: \r\n" + LENGTH + "\r\nHello!"));
    forms.add(
        hello("value in UTF-8", OK + "X-Name: " + latin("é€") + "\r\n" + LENGTH + "\r\nHello!"));
    forms.add(
        hello("folded value", OK + "X-Folded: one\r\n two\r\n\tthree\r\n" + LENGTH + "\r\nHello!")
            .but(
                ClientLimit.HELIDON_FOLDED,
                "IllegalArgumentException: Invalid header, missing colon"));
    forms.add(hello("no reason phrase", "HTTP/1.1 200 \r\n" + LENGTH + "\r\nHello!"));
    forms.add(
        hello("no reason phrase and no space", "HTTP/1.1 200\r\n" + LENGTH + "\r\nHello!")
            .but(
                ClientLimit.HELIDON_SHORT_LINE,
                "IllegalStateException: HTTP Response did not contain status code"));
    forms.add(
        hello(
            "reason phrase of 2 kB",
            "HTTP/1.1 200 " + "o".repeat(2000) + "\r\n" + LENGTH + "\r\nHello!"));
    forms.add(
        hello(
            "reason phrase of 8 kB",
            "HTTP/1.1 200 " + "o".repeat(8000) + "\r\n" + LENGTH + "\r\nHello!"));
    forms.add(
        hello(
            "reason phrase in UTF-8",
            "HTTP/1.1 200 " + latin("übel") + "\r\n" + LENGTH + "\r\nHello!"));
    forms.add(
        hello(
            "charset and quoted parameter in Content-Type",
            OK + "Content-Type: text/plain; charset=\"utf-8\"\r\n" + LENGTH + "\r\nHello!"));
    forms.add(
        hello(
            "unknown charset in Content-Type",
            OK + "Content-Type: text/plain;charset=nonsense\r\n" + LENGTH + "\r\nHello!"));
    forms.add(
        hello(
            "Content-Type that is not a type",
            OK + "Content-Type: ???\r\n" + LENGTH + "\r\nHello!"));
    forms.add(
        form(
            "body with a UTF-8 byte order mark",
            OK + "Content-Length: 9\r\n\r\n\u00ef\u00bb\u00bfHello!",
            false,
            200,
            "\u00ef\u00bb\u00bfHello!"));
    String gzip = gzip(HELLO);
    forms.add(
        form(
            "gzip although not asked for",
            OK + "Content-Encoding: gzip\r\nContent-Length: " + gzip.length() + "\r\n\r\n" + gzip,
            false,
            200,
            gzip));
    forms.add(
        form(
            "gzip although not asked for, chunked",
            OK
                + "Content-Encoding: gzip\r\n"
                + CHUNKED
                + "\r\n"
                + Integer.toHexString(gzip.length())
                + "\r\n"
                + gzip
                + "\r\n0\r\n\r\n",
            false,
            200,
            gzip));
    forms.add(
        hello(
            "Content-Encoding: identity",
            OK + "Content-Encoding: identity\r\n" + LENGTH + "\r\nHello!"));
    forms.add(
        form(
            "unknown Content-Encoding",
            OK + "Content-Encoding: br\r\n" + LENGTH + "\r\nHello!",
            false,
            200,
            HELLO));
    forms.add(
        hello(
            "each byte in a packet of its own",
            String.join(PAUSE, (OK + LENGTH + "\r\nHello!").split(""))));
    forms.add(
        hello(
            "split within header lines",
            "HTTP/1.1 2…00 OK\r\nConte…nt-Length: 6\r…\n\r\n…Hel…lo!"));
    forms.add(hello("split within chunks", OK + CHUNKED + "\r\n…6…\r\nHel…lo!\r…\n0\r\n…\r\n"));
    forms.add(
        hello("Content-Length twice, alike", OK + LENGTH + LENGTH + "\r\nHello!")
            .but(
                ClientLimit.APACHE_LENGTH_TWICE,
                "ProtocolException: Multiple Content-Length headers")
            .but(
                ClientLimit.HELIDON_LENGTH_TWICE,
                "IllegalArgumentException: Content-Length header must have exactly one value"));
    forms.add(
        hello(
            "Set-Cookie three times",
            OK
                + "Set-Cookie: a=1; Path=/\r\n"
                + "Set-Cookie: b=2; Expires=nonsense\r\n"
                + "Set-Cookie: c\r\n"
                + LENGTH
                + "\r\nHello!"));
    forms.add(
        hello(
                "Upgrade offered",
                OK + "Upgrade: h2c\r\nConnection: Upgrade\r\n" + LENGTH + "\r\nHello!")
            .but(ClientLimit.HELIDON_UPGRADE, "IOException: Helidon reads no body"));
    forms.add(
        hello(
            "Alt-Svc offered",
            OK + "Alt-Svc: h3=\":443\"; ma=2592000\r\n" + LENGTH + "\r\nHello!"));
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      forms.add(status(status, "Location: /elsewhere\r\n"));
    }
    forms.add(status(300, ""));
    forms.add(status(401, "WWW-Authenticate: Basic realm=\"a\"\r\n"));
    forms.add(status(401, ""));
    forms.add(
        status(407, "Proxy-Authenticate: Basic realm=\"a\"\r\n")
            .but(ClientLimit.PROXY_STATUS, "ProtocolException: Received HTTP_PROXY_AUTH (407)"));
    forms.add(status(404, ""));
    forms.add(status(408, ""));
    forms.add(status(421, ""));
    forms.add(status(425, ""));
    forms.add(
        status(426, "Upgrade: TLS/1.3\r\nConnection: Upgrade\r\n")
            .but(ClientLimit.HELIDON_UPGRADE, "IOException: Helidon reads no body"));
    forms.add(status(429, "Retry-After: 0\r\n"));
    forms.add(status(500, ""));
    forms.add(status(503, ""));
    forms.add(status(503, "Retry-After: 0\r\n"));
    forms.add(status(599, ""));
    forms.add(
        form(
            "408 and closed",
            "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
            true,
            408,
            ""));
    return forms;
  }

  private static AnswerForm hello(String says, String text) {
    return form(says, text, false, 200, HELLO);
  }

  private static AnswerForm status(int status, String header) {
    String name = header.lines().findFirst().map(", "::concat).orElse("");
    return form(
        "status " + status + name,
        "HTTP/1.1 " + status + " Reason\r\n" + header + "Content-Length: 4\r\n\r\nbody",
        false,
        status,
        "body");
  }

  private static AnswerForm form(String says, String text, boolean close, int status, String body) {
    return new AnswerForm(says, new Reply(text, close), status, body, Map.of());
  }

  private AnswerForm but(ClientLimit limit, String instead) {
    var more = new EnumMap<ClientLimit, String>(ClientLimit.class);
    more.putAll(limits);
    more.put(limit, instead);
    return new AnswerForm(says, reply, status, body, more);
  }

  private static String header(String line, int times) {
    var text = new StringBuilder();
    for (int i = 0; i < times; i++) {
      text.append(line.formatted(i));
    }
    return text.toString();
  }

  private static String latin(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static String gzip(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toString(ISO_8859_1);
  }

  @Override
  public String toString() {
    return says;
  }
}
