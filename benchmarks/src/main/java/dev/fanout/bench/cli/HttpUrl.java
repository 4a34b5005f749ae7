package dev.fanout.bench.cli;

import dev.fanout.bench.call.Address;
import dev.fanout.report.measurement.MaskedText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Addresses of HTTP servers. */
final class HttpUrl implements ITypeConverter<Address> {
  private static final int MOST_PORT = 65_535;

  @Override
  public Address convert(String text) {
    try {
      var url = new URI(text.strip());
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      boolean http = scheme.equals("http") || scheme.equals("https");
      if (http && url.getHost() != null && url.getPort() <= MOST_PORT && url.getPort() != 0) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return Address.of(scheme + "://" + url.getRawAuthority() + path + query);
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new TypeConversionException(
        "'%s' is not the address of a server, such as http://127.0.0.1:8080/"
            .formatted(MaskedText.ofAddress(text)));
  }
}
