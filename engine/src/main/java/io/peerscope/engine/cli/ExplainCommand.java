package io.peerscope.engine.cli;

import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.ScatterList;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.redact.Redacted;
import io.peerscope.engine.trace.TraceWriter;
import io.peerscope.engine.trace.Traces;
import io.peerscope.engine.trace.VerdictWords;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.ListJudge;
import io.peerscope.engine.verdict.ListVerdict;
import io.peerscope.engine.verdict.Outcome;
import io.peerscope.engine.verdict.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `peerscope explain`: what becomes of one DMA, or of many.
@Command(
    name = "explain",
    description =
        "Tells what becomes of a DMA: the verdict, the path with every address, the reasons.",
    mixinStandardHelpOptions = true,
    versionProvider = PeerscopeCommand.Version.class,
    exitCodeOnInvalidInput = ExitCode.USAGE)
final class ExplainCommand implements Callable<Integer> {

  private static final long PAGE = 4096;

  private final Streams streams;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final InputFiles files = new InputFiles();

  @Mixin private final ContextOptions context = new ContextOptions();

  @Mixin private final DmaOptions dma = new DmaOptions();

  @Mixin private final ListOptions lists = new ListOptions();

  @Mixin private final StrategyOptions strategy = new StrategyOptions();
  @Mixin private final PartyOptions parties = new PartyOptions();

  @Mixin private final RedactOptions redaction = new RedactOptions();

  @Option(
      names = "--size",
      paramLabel = "N",
      converter = SizeConverter.class,
      description = "Bytes, decimal or 0x; default: 4096.")
  private Long size = PAGE;

  @Option(
      names = "--batch",
      paramLabel = "PAIRS.tsv",
      description = {
        "Instead of --from and --to: lines CLIENT, TARGET, OPERATION and perhaps the client's DMA",
        "mask, with tabs between; - is standard input."
      })
  private @Nullable String batch;

  @Option(names = "--json", description = "One JSON document instead of text.")
  private boolean json;

  ExplainCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    if (batch != null) {
      return explainMany(batch);
    }
    boolean isList = lists.namesFile() || dma.targets().size() > 1;
    if (!dma.nameClient() || dma.targets().isEmpty() == !lists.namesFile()) {
      throw wrongUsage("give --from and --to, --from and --list, or --batch");
    }
    if (lists.isStandardInput() && files.includeStandardInput()) {
      throw wrongUsage("standard input cannot be both FILE and --list");
    }
    if (!parties.areAbsent() && (isList || strategy.isComparison())) {
      throw wrongUsage("--driver and --library go with one --to and one --strategy");
    }
    if (isList && dma.nameIova()) {
      throw wrongUsage("--iova goes with one --to: the DMA API chooses the addresses of a list");
    }
    Redacted redacted = redaction.of(files.read(streams), streams);
    Platform platform = context.applyTo(redacted.platform(), streams);
    return isList ? explainList(platform) : explainOne(platform, redacted.removed());
  }

  private int explainOne(Platform platform, List<String> removed)
      throws IOException, CommandFailure {
    DmaRequest request = dma.request(platform, files, size).orElseThrow();
    if (strategy.isComparison()) {
      List<StrategyRow> rows = new ArrayList<>();
      for (MappingStrategy one : strategy.all(platform, context, files)) {
        rows.add(StrategyRow.of(new Judge(platform, one).judge(request)));
      }
      String question =
          "%s, %s, %s"
              .formatted(request.client(), request.operation().spelling(), request.target());
      return compare(
          new StrategyComparison(question, List.of("how", "address", "answered by"), rows), rows);
    }
    Verdict judged = new Judge(platform, strategy.chosen(platform, context, files)).judge(request);
    Verdict verdict = parties.gates().applyTo(judged, platform);
    try (Output output = streams.output()) {
      if (json) {
        TraceWriter.write(Traces.of(verdict, platform).without(removed), output);
      } else {
        new VerdictText(verdict, VerdictWords.distance(verdict, platform)).writeTo(output);
      }
    }
    return exitCodeOf(verdict.outcome());
  }

  private int explainList(Platform platform) throws IOException, CommandFailure {
    ScatterList list = lists.list(platform, dma, files, size, streams);
    if (strategy.isComparison()) {
      List<StrategyRow> rows = new ArrayList<>();
      for (MappingStrategy one : strategy.all(platform, context, files)) {
        rows.add(StrategyRow.of(new ListJudge(platform, one).judge(list)));
      }
      String question =
          "%s, %s, a list of %d elements"
              .formatted(list.client(), list.operation().spelling(), list.elements().size());
      return compare(
          new StrategyComparison(question, List.of("mapped", "returns", "allocated"), rows), rows);
    }
    ListVerdict verdict =
        new ListJudge(platform, strategy.chosen(platform, context, files)).judge(list);
    try (Output output = streams.output()) {
      if (json) {
        new ListJson(verdict).writeTo(output);
      } else {
        new ListText(verdict).writeTo(output);
      }
    }
    return exitCodeOf(verdict.outcome());
  }

  /// Exit code 3 where the strategies differ, else their common verdict's.
  private int compare(StrategyComparison comparison, List<StrategyRow> rows) throws IOException {
    try (Output output = streams.output()) {
      if (json) {
        comparison.writeJson(output);
      } else {
        comparison.writeText(output);
      }
    }
    return comparison.allAgree() ? exitCodeOf(rows.getFirst().outcome()) : ExitCode.DIFFERENCES;
  }

  private int explainMany(String pairs) throws IOException, CommandFailure {
    requireBatchAlone(pairs);
    try (InputStream lines = PairsFile.open(pairs, streams);
        Output output = streams.output()) {
      Platform platform = context.applyTo(files.read(streams).platform(), streams);
      new Batch(platform, strategy.chosen(platform, context, files), size, streams)
          .answer(lines, output);
    } catch (OutputFailure failure) {
      throw failure;
    } catch (IOException failure) {
      throw PairsFile.unreadable(pairs, String.valueOf(failure.getMessage()));
    }
    return ExitCode.OK;
  }

  private void requireBatchAlone(String pairs) {
    if (!dma.areAbsent()
        || !parties.areAbsent()
        || json
        || lists.namesFile()
        || redaction.isWanted()
        || strategy.isComparison()) {
      throw wrongUsage(
          "--batch goes without --from, --to, --op, --iova, --list, --driver, --library, --json,"
              + " --redact and --strategy all");
    }
    if (PairsFile.isStandardInput(pairs) && files.includeStandardInput()) {
      throw wrongUsage("standard input cannot be both FILE and --batch");
    }
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static int exitCodeOf(Outcome outcome) {
    return switch (outcome) {
      case ALLOWED -> ExitCode.OK;
      case REFUSED -> ExitCode.REFUSED;
      case UNDETERMINED -> ExitCode.UNDETERMINED;
    };
  }

  static final class SizeConverter implements ITypeConverter<Long> {

    SizeConverter() {}

    @Override
    public Long convert(String text) {
      return Numbers.parse(text)
          .filter(bytes -> bytes > 0)
          .orElseThrow(
              () -> new TypeConversionException("'" + text + "' is not a number of bytes above 0"));
    }
  }
}
