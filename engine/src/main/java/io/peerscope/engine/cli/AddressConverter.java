package io.peerscope.engine.cli;

import io.peerscope.engine.address.PciAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A function's address on the command line: `dddd:bb:dd.f` or `bb:dd.f`, in lower case or upper.
public final class AddressConverter implements ITypeConverter<PciAddress> {

  /// For picocli.
  public AddressConverter() {}

  /// @throws TypeConversionException for what is no address
  @Override
  public PciAddress convert(String text) {
    return PciAddress.parse(text.strip())
        .orElseThrow(
            () -> new TypeConversionException("'" + text + "' is not dddd:bb:dd.f or bb:dd.f"));
  }
}
