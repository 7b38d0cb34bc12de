package io.peerscope.engine.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.distance.DistanceWords;
import io.peerscope.engine.distance.Tool;
import io.peerscope.engine.distance.Word;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.PciFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `peerscope words`: what tools call the distance of every pair.
@Command(
    name = "words",
    description = "Tells for every pair of devices what nvidia-smi, NCCL and others call it.",
    mixinStandardHelpOptions = true,
    versionProvider = PeerscopeCommand.Version.class,
    exitCodeOnInvalidInput = ExitCode.USAGE,
    footer = {
      "",
      "Lines of one address, another, and a column for each tool; ? where a fact is missing.",
      "Without --tool the columns are nvidia-smi, nccl, hwloc, rocm, xpu-smi, ucx, kubernetes."
    })
final class WordsCommand implements Callable<Integer> {

  /// How the words are written.
  private enum Format {
    TSV,
    JSON
  }

  private final Streams streams;

  @Mixin private final InputFiles files = new InputFiles();

  @Option(
      names = "--only",
      paramLabel = "BDF",
      split = ",",
      converter = AddressConverter.class,
      description = "Only these functions, with commas between; default: all that are no bridges.")
  private List<PciAddress> only = new ArrayList<>();

  @Option(
      names = "--tool",
      paramLabel = "TOOL",
      split = ",",
      converter = ToolConverter.class,
      description = "Only the words of these tools, with commas between.")
  private List<Tool> tools = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      description = "tsv or json; default: tsv.")
  private Format format = Format.TSV;

  WordsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    Platform platform = files.read(streams).platform();
    List<PciAddress> functions = chosen(platform);
    var words = new DistanceWords(platform.topology());
    try (Output output = streams.output()) {
      switch (format) {
        case TSV -> writeLines(functions, words, output);
        case JSON -> writeJson(functions, words, output);
      }
    }
    return ExitCode.OK;
  }

  private List<PciAddress> chosen(Platform platform) throws CommandFailure {
    for (PciAddress address : only) {
      NoSuchFunction.unless(platform, address, files);
    }
    SortedSet<PciAddress> wanted = new TreeSet<>(only);
    return platform.topology().functions().stream()
        .filter(
            function -> wanted.isEmpty() ? isDevice(function) : wanted.contains(function.address()))
        .map(PciFunction::address)
        .toList();
  }

  private static boolean isDevice(PciFunction function) {
    return !function.kind().isBridge() && function.kind() != FunctionKind.HOST_BRIDGE;
  }

  private List<Tool> columns() {
    return tools.isEmpty() ? Arrays.asList(Tool.values()) : tools;
  }

  private void writeLines(List<PciAddress> functions, DistanceWords words, Output output)
      throws IOException {
    for (PciAddress one : functions) {
      for (PciAddress other : functions) {
        output.print(one.toString()).print("\t").print(other.toString());
        for (Tool tool : columns()) {
          output.print("\t").print(words.between(tool, one, other).told().orElse("?"));
        }
        output.println("");
      }
    }
  }

  private void writeJson(List<PciAddress> functions, DistanceWords words, Output output)
      throws IOException {
    try (JsonGenerator json = Json.onto(output)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", 1);
      json.writeArrayFieldStart("pairs");
      for (PciAddress one : functions) {
        for (PciAddress other : functions) {
          writePair(json, one, other, words);
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    output.write('\n');
  }

  private void writePair(JsonGenerator json, PciAddress one, PciAddress other, DistanceWords words)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("one", one.toString());
    json.writeStringField("other", other.toString());
    json.writeObjectFieldStart("words");
    for (Tool tool : columns()) {
      Word word = words.between(tool, one, other);
      Json.string(json, tool.spelling(), word.told());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  static final class ToolConverter implements ITypeConverter<Tool> {

    ToolConverter() {}

    @Override
    public Tool convert(String text) {
      return Tool.ofSpelling(text)
          .orElseThrow(() ->
              new TypeConversionException(
                  "'"
                      + text
                      + "' is not one of "
                      + String.join(
                          ", ", Arrays.stream(Tool.values()).map(Tool::spelling).toList())));
    }
  }

  static final class FormatConverter implements ITypeConverter<Format> {

    FormatConverter() {}

    @Override
    public Format convert(String text) {
      return switch (text) {
        case "tsv" -> Format.TSV;
        case "json" -> Format.JSON;
        default -> throw new TypeConversionException("'" + text + "' is not tsv or json");
      };
    }
  }
}
