package dev.fanout.bench.cli;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Addresses of HTTP servers. */
final class HttpUrl implements ITypeConverter<URI> {
  @Override
  public URI convert(String text) {
    try {
      var url = new URI(text.strip());
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null) {
        return url.getRawPath().isEmpty() ? url.resolve("/") : url;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new TypeConversionException(
        "'%s' is no address of a server, such as http://127.0.0.1:8080/".formatted(text));
  }
}
