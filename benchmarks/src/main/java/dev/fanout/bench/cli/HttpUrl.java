package dev.fanout.bench.cli;

import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.backend.http.NormalForm;
import dev.fanout.report.measurement.MaskedText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Addresses of HTTP servers, in their normal form. */
final class HttpUrl implements ITypeConverter<Address> {
  @Override
  public Address convert(String text) {
    if (NormalForm.namesUser(text)) {
      throw new TypeConversionException(
          "the address has a user name or a password before the host, which no client would send:"
              + " leave it out.");
    }
    return NormalForm.of(text)
        .map(Address::new)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is not the address of a server, such as http://127.0.0.1:8080/"
                        .formatted(MaskedText.ofAddress(text))));
  }
}
