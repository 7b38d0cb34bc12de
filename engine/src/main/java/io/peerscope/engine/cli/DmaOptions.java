package io.peerscope.engine.cli;

import io.peerscope.engine.address.Iova;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The options that name one DMA: `--from`, `--to` and `--op`.
public final class DmaOptions {

  @Option(
      names = "--from",
      paramLabel = "CLIENT",
      converter = AddressConverter.class,
      description = "The function that issues the DMA.")
  private @Nullable PciAddress client;

  @Option(
      names = "--to",
      paramLabel = "TARGET",
      converter = TargetConverter.class,
      description = {
        "BDF (its first memory BAR), BDF:BARn, BDF:BARn+0x1000, host:0xADDRESS (RAM)",
        "or 0xADDRESS (whatever lives there)."
      })
  private List<DmaTarget> targets = new ArrayList<>();

  @Option(
      names = "--op",
      paramLabel = "OPERATION",
      converter = OperationConverter.class,
      description = "read, write or atomic; default: write.")
  private @Nullable Operation operation;

  @Option(
      names = "--iova",
      paramLabel = "0xADDRESS",
      converter = IovaConverter.class,
      description = {
        "The address at which a VFIO user mapped the target; default: a kernel driver asks the DMA",
        "API for one."
      })
  private @Nullable Iova iova;

  /// Nothing given yet; picocli fills the options.
  public DmaOptions() {}

  /// Whether none of the options was given.
  boolean areAbsent() {
    return client == null && targets.isEmpty() && operation == null && iova == null;
  }

  /// Whether neither end was given.
  public boolean nameNoEnd() {
    return client == null && targets.isEmpty();
  }

  /// The DMA; empty unless both ends were given.
  ///
  /// @param bytes its size
  /// @throws CommandFailure when the machine has no such function
  public Optional<DmaRequest> request(Platform platform, InputFiles files, long bytes)
      throws CommandFailure {
    if (client == null || targets.isEmpty()) {
      return Optional.empty();
    }
    if (targets.size() > 1) {
      throw new CommandFailure(ExitCode.USAGE, "--to may be given once; explain takes a list");
    }
    return Optional.of(request(platform, files, targets.getFirst(), bytes));
  }

  /// The DMA of the client at a target.
  ///
  /// @throws CommandFailure when no client was given, or the machine has no such function
  DmaRequest request(Platform platform, InputFiles files, DmaTarget target, long bytes)
      throws CommandFailure {
    if (client == null) {
      throw new CommandFailure(ExitCode.USAGE, "give --from");
    }
    NoSuchFunction.unless(platform, client, files);
    if (target instanceof DmaTarget.FunctionMemory memory) {
      NoSuchFunction.unless(platform, memory.function(), files);
    }
    return new DmaRequest(
        client,
        target,
        operation == null ? Operation.WRITE : operation,
        bytes,
        Fact.unknown("the input does not tell the DMA mask"),
        Optional.ofNullable(iova));
  }

  /// The targets, in the order in which they were given.
  List<DmaTarget> targets() {
    return List.copyOf(targets);
  }

  /// Whether a client was given.
  boolean nameClient() {
    return client != null;
  }

  /// Whether the user chose an IOVA.
  boolean nameIova() {
    return iova != null;
  }

  static final class IovaConverter implements ITypeConverter<Iova> {

    IovaConverter() {}

    @Override
    public Iova convert(String text) {
      return Numbers.parse(text)
          .map(Iova::new)
          .orElseThrow(() -> new TypeConversionException("'" + text + "' is not an address"));
    }
  }

  static final class TargetConverter implements ITypeConverter<DmaTarget> {

    TargetConverter() {}

    @Override
    public DmaTarget convert(String text) {
      return DmaTarget.parse(text.strip())
          .orElseThrow(() ->
              new TypeConversionException(
                  "'" + text + "' is not BDF, BDF:BARn+0x1000, host:0xADDRESS or 0xADDRESS"));
    }
  }

  static final class OperationConverter implements ITypeConverter<Operation> {

    OperationConverter() {}

    @Override
    public Operation convert(String text) {
      return Operation.ofSpelling(text)
          .orElseThrow(
              () -> new TypeConversionException("'" + text + "' is not read, write or atomic"));
    }
  }
}
