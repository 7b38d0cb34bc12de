package io.peerscope.engine.cli;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.compare.DmaComparison;
import io.peerscope.engine.compare.MatrixComparison;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.verdict.Judge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `peerscope compare`: one DMA, or all pairs, under two sets of circumstances or in two inputs.
@Command(
    name = "compare",
    description = {
      "Tells what is different between two inputs, or between one input under two sets of",
      "circumstances: all pairs that changed, by cause, or with --from and --to one DMA step by",
      "step. The usual options hold for both sides, those with --with- for the second."
    },
    mixinStandardHelpOptions = true,
    versionProvider = PeerscopeCommand.Version.class,
    exitCodeOnInvalidInput = ExitCode.USAGE)
final class CompareCommand implements Callable<Integer> {

  private static final long PAGE = 4096;
  private static final int MOST_FILES = 2;

  private final Streams streams;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1..2",
      paramLabel = "FILE",
      description = "One input, or the one of before and the one of after.")
  private List<String> names = new ArrayList<>();

  @Mixin private final ContextOptions context = new ContextOptions();

  @Mixin private final OtherContextOptions other = new OtherContextOptions();

  @Mixin private final DmaOptions dma = new DmaOptions();

  @Option(names = "--endpoints", description = "Of all pairs, neither bridges nor host bridges.")
  private boolean endpoints;

  @Option(names = "--pairs", description = "With every pair that changed, not the groups alone.")
  private boolean pairs;

  @Option(names = "--json", description = "As one JSON document.")
  private boolean json;

  CompareCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    requireTwoSides();
    Platform read = InputFiles.of(names.getFirst()).read(streams).platform();
    Platform readAfter =
        names.size() == 1 ? read : InputFiles.of(names.getLast()).read(streams).platform();
    Platform before = context.applyTo(read, streams);
    Platform after = other.applyTo(context.applyTo(readAfter));
    return dma.nameNoEnd() ? compareAll(before, after) : compareOne(before, after);
  }

  private void requireTwoSides() {
    if (names.size() > MOST_FILES) {
      throw wrongUsage("compare takes one input or two");
    }
    if (names.size() == 1 && other.areAbsent()) {
      throw wrongUsage(
          "give a second input, or an option such as --with-kernel for the second side");
    }
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private String nameBefore() {
    return names.getFirst();
  }

  private String nameAfter() {
    String words = other.words();
    return names.getLast() + (words.isEmpty() ? "" : " (" + words + ")");
  }

  // --- one DMA

  private int compareOne(Platform before, Platform after) throws CommandFailure, IOException {
    TranslatorPlacement placed = context.translators();
    var comparison =
        new DmaComparison(
            new Judge(before, placed).judge(request(before, nameBefore())),
            new Judge(after, other.translators().orElse(placed))
                .judge(request(after, names.getLast())));
    var written = new ComparedDma(comparison, nameBefore(), nameAfter());
    try (Output output = streams.output()) {
      if (json) {
        written.writeJson(output);
      } else {
        written.writeText(output);
      }
    }
    return comparison.isSame() ? ExitCode.OK : ExitCode.DIFFERENCES;
  }

  private DmaRequest request(Platform platform, String file) throws CommandFailure {
    Optional<DmaRequest> request = dma.request(platform, InputFiles.of(file), PAGE);
    return request.orElseThrow(() -> wrongUsage("give both --from and --to, or neither"));
  }

  // --- all pairs

  private int compareAll(Platform before, Platform after) throws IOException {
    var comparison = MatrixComparison.of(before, chosen(before), after, chosen(after));
    var written = new ComparedMatrix(comparison, nameBefore(), nameAfter(), pairs);
    try (Output output = streams.output()) {
      if (json) {
        written.writeJson(output);
      } else {
        written.writeText(output);
      }
    }
    return comparison.isSame() ? ExitCode.OK : ExitCode.DIFFERENCES;
  }

  private List<PciAddress> chosen(Platform platform) {
    return platform.topology().functions().stream()
        .filter(function -> !endpoints || isEndpoint(function))
        .map(PciFunction::address)
        .toList();
  }

  private static boolean isEndpoint(PciFunction function) {
    return !function.kind().isBridge() && function.kind() != FunctionKind.HOST_BRIDGE;
  }
}
