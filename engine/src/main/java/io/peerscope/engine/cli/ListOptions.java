package io.peerscope.engine.cli;

import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.ScatterList;
import io.peerscope.engine.dma.ScatterList.Element;
import io.peerscope.engine.platform.Platform;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that make a question one about a list of pages.
final class ListOptions {

  @Option(
      names = "--list",
      paramLabel = "LIST",
      description = {
        "A scatter list instead of --to: lines TARGET, SIZE and COUNT with tabs between, the last",
        "two optional; - is standard input. --to given more than once makes a list as well."
      })
  private @Nullable String file;

  @Option(
      names = "--max-segment",
      paramLabel = "N",
      converter = ExplainCommand.SizeConverter.class,
      description = "Bytes that the client takes as one segment of a list; default: 65536.")
  private Long maxSegment = ScatterList.DEFAULT_MAX_SEGMENT;

  @Option(
      names = "--untrusted",
      description =
          "The client is behind an external-facing port: the IOMMU code bounces its lists.")
  private boolean untrusted;

  /// Nothing given yet; picocli fills the options.
  ListOptions() {}

  boolean namesFile() {
    return file != null;
  }

  boolean isStandardInput() {
    return file != null && PairsFile.isStandardInput(file);
  }

  /// The list of what the file says, or of all targets of the command line.
  ///
  /// @throws CommandFailure when the file cannot be read, or the machine has no such function
  ScatterList list(Platform platform, DmaOptions dma, InputFiles files, long size, Streams streams)
      throws CommandFailure {
    List<Element> elements =
        file != null
            ? ListFile.read(file, size, streams)
            : dma.targets().stream().map(target -> new Element(target, size)).toList();
    for (Element element : elements) {
      if (element.target() instanceof DmaTarget.FunctionMemory memory) {
        NoSuchFunction.unless(platform, memory.function(), files);
      }
    }
    DmaRequest first = dma.request(platform, files, elements.getFirst().target(), size);
    return new ScatterList(
        first.client(), elements, first.operation(), first.dmaMask(), maxSegment, untrusted);
  }
}
