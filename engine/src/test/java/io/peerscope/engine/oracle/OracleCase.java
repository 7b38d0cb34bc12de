package io.peerscope.engine.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// A machine that was booted for real, with what its kernel answered.
record OracleCase(Path folder) {

  /// All `native` and `override` machines; none where the shared data are absent.
  static List<OracleCase> all() {
    return named("\\d+-(native|override)");
  }

  /// The machines booted twice, without and with kernel arguments.
  static List<OracleCase> bootedTwice() {
    return named("\\d+-args");
  }

  private static List<OracleCase> named(String pattern) {
    Path oracle = Path.of(System.getProperty("peerscope.shared", "../../shared")).resolve("oracle");
    if (!Files.isDirectory(oracle)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(oracle)) {
      return folders
          .filter(folder -> folder.getFileName().toString().matches(pattern))
          .sorted()
          .map(OracleCase::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The machine from `lspci.txt.gz` alone, with processor, kernel and IOMMU of `case.json`.
  Platform platform() {
    return platform(lines("lspci.txt.gz"));
  }

  /// The machine as another listing tells it, with processor, kernel and IOMMU of `case.json`.
  Platform platform(List<String> listing) {
    Map<String, String> facts = facts();
    var cpu =
        new Cpu(facts.get("cpuVendor"), Integer.parseInt(facts.getOrDefault("cpuFamily", "0")));
    String iommu = facts.get("iommu").equals("swiotlb") ? "swiotlb-force" : facts.get("iommu");
    return hierarchy(listing)
        .withCpu(Fact.known(cpu, new GivenByOption("--cpu")))
        .withKernel(
            Fact.known(
                KernelVersion.parse(facts.get("kernel")).orElseThrow(),
                new GivenByOption("--kernel")))
        .withIommu(
            Fact.known(IommuMode.ofSpelling(iommu).orElseThrow(), new GivenByOption("--iommu")));
  }

  boolean has(String name) {
    return Files.exists(folder.resolve(name));
  }

  /// Files of the folder as one machine, with what they say alone.
  Reading read(String... names) {
    return PlatformReader.read(Stream.of(names).map(this::input).toList());
  }

  private Input input(String name) {
    try {
      return new Input(name, Files.readAllBytes(folder.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How DMA was mapped.
  Fact<IommuMode> iommu() {
    return Fact.known(
        IommuMode.ofSpelling(facts().get("iommu").replace("swiotlb", "swiotlb-force"))
            .orElseThrow(),
        new GivenByOption("--iommu"));
  }

  private static Platform hierarchy(List<String> listing) {
    byte[] content = String.join("\n", listing).concat("\n").getBytes(UTF_8);
    return PlatformReader.read(List.of(new Input("lspci.txt", content))).platform();
  }

  /// The lines of a packed file.
  List<String> lines(String name) {
    try (var in = new GZIPInputStream(Files.newInputStream(folder.resolve(name)))) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The kernel's IOMMU groups as sets of functions; empty where no IOMMU was on.
  Set<Set<String>> groups(String name) {
    if (!Files.exists(folder.resolve(name))) {
      return Set.of();
    }
    try {
      return Files.readAllLines(folder.resolve(name)).stream()
          .map(line -> line.split("\t"))
          .collect(groupingBy(columns -> columns[0], mapping(columns -> columns[1], toSet())))
          .values()
          .stream()
          .collect(toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The kernel command line of the second boot.
  String kernelArguments() {
    return facts().getOrDefault("kernelArguments", "");
  }

  private Map<String, String> facts() {
    var facts = new HashMap<String, String>();
    try (JsonParser json =
        new JsonFactory().createParser(Files.readString(folder.resolve("case.json")))) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          facts.put(name, json.getText());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return facts;
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
