package io.peerscope.engine.cli;

import io.peerscope.engine.distance.Word;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Outcome;
import io.peerscope.engine.verdict.Verdict;
import java.io.IOException;
import java.io.InputStream;
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

  @Mixin private final PartyOptions parties = new PartyOptions();

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
    if (!dma.nameBothEnds()) {
      throw wrongUsage("give --from and --to, or --batch");
    }
    return explainOne();
  }

  private int explainOne() throws IOException, CommandFailure {
    Platform platform = context.applyTo(files.read(streams).platform(), streams);
    DmaRequest request = dma.request(platform, files, size).orElseThrow();
    Verdict judged = new Judge(platform, context.translators()).judge(request);
    Verdict verdict = parties.gates().applyTo(judged, platform);
    List<Word> words = VerdictWords.distance(verdict, platform);
    try (Output output = streams.output()) {
      if (json) {
        new VerdictJson(verdict, words).writeTo(output);
      } else {
        new VerdictText(verdict, words).writeTo(output);
      }
    }
    return exitCodeOf(verdict.outcome());
  }

  private int explainMany(String pairs) throws IOException, CommandFailure {
    requireBatchAlone(pairs);
    try (InputStream lines = PairsFile.open(pairs, streams);
        Output output = streams.output()) {
      Platform platform = context.applyTo(files.read(streams).platform(), streams);
      new Batch(platform, context.translators(), size, streams).answer(lines, output);
    } catch (OutputFailure failure) {
      throw failure;
    } catch (IOException failure) {
      throw PairsFile.unreadable(pairs, String.valueOf(failure.getMessage()));
    }
    return ExitCode.OK;
  }

  private void requireBatchAlone(String pairs) {
    if (!dma.areAbsent() || !parties.areAbsent() || json) {
      throw wrongUsage("--batch goes without --from, --to, --op, --driver, --library and --json");
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
