package io.peerscope.engine.cli;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.policy.P2pMatrix;
import io.peerscope.engine.redact.Redacted;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `peerscope matrix`: what the kernel's P2PDMA policy says of every pair.
@Command(
    name = "matrix",
    description = "Tells for every pair of functions how the kernel would map peer-to-peer DMA.",
    mixinStandardHelpOptions = true,
    versionProvider = PeerscopeCommand.Version.class,
    exitCodeOnInvalidInput = ExitCode.USAGE)
final class MatrixCommand implements Callable<Integer> {

  /// What a machine is called whose files are not to be named.
  private static final String NAMELESS = "machine";

  private final Streams streams;

  @Mixin private final InputFiles files = new InputFiles();

  @Mixin private final ContextOptions context = new ContextOptions();

  @Option(names = "--endpoints", description = "Neither bridges nor host bridges.")
  private boolean endpoints;

  @Option(
      names = "--only",
      paramLabel = "BDF",
      split = ",",
      converter = AddressConverter.class,
      description = "Only these functions, with commas between.")
  private List<PciAddress> only = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      description = "tsv, json, html or svg; default: tsv.")
  private MatrixFile format = MatrixFile.TSV;

  @Mixin private final RedactOptions redaction = new RedactOptions();

  MatrixCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    Redacted redacted = redaction.of(files.read(streams), streams);
    Platform platform = context.applyTo(redacted.platform(), streams);
    P2pMatrix matrix = new LinuxP2pdma(platform).matrix(chosen(platform));
    try (Output output = streams.output()) {
      String source = redaction.isWanted() ? NAMELESS : files.names();
      format.write(MatrixFile.Part.all(matrix), source, output);
    }
    return ExitCode.OK;
  }

  private List<PciAddress> chosen(Platform platform) throws CommandFailure {
    requireKnown(platform);
    SortedSet<PciAddress> wanted = new TreeSet<>(only);
    return platform.topology().functions().stream()
        .filter(function -> wanted.isEmpty() || wanted.contains(function.address()))
        .filter(function -> !endpoints || isEndpoint(function))
        .map(PciFunction::address)
        .toList();
  }

  private void requireKnown(Platform platform) throws CommandFailure {
    for (PciAddress address : only) {
      NoSuchFunction.unless(platform, address, files);
    }
  }

  private static boolean isEndpoint(PciFunction function) {
    return !function.kind().isBridge() && function.kind() != FunctionKind.HOST_BRIDGE;
  }

  static final class FormatConverter implements ITypeConverter<MatrixFile> {

    FormatConverter() {}

    @Override
    public MatrixFile convert(String text) {
      return switch (text) {
        case "tsv" -> MatrixFile.TSV;
        case "json" -> MatrixFile.JSON;
        case "html" -> MatrixFile.HTML;
        case "svg" -> MatrixFile.SVG;
        default ->
            throw new TypeConversionException("'" + text + "' is not tsv, json, html or svg");
      };
    }
  }
}
