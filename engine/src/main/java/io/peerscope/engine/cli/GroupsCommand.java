package io.peerscope.engine.cli;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.isolation.GroupAnswer;
import io.peerscope.engine.isolation.IommuGroups;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `peerscope groups`: the IOMMU groups that the kernel makes, or those that the input names.
@Command(
    name = "groups",
    description = "Predicts the IOMMU groups: lines of a group number and an address.",
    mixinStandardHelpOptions = true,
    versionProvider = PeerscopeCommand.Version.class,
    exitCodeOnInvalidInput = ExitCode.USAGE,
    footer = {"", "A function whose group a missing fact decides has ? for a number."})
final class GroupsCommand implements Callable<Integer> {

  private final Streams streams;

  @Mixin private final InputFiles files = new InputFiles();

  @Mixin private final ContextOptions context = new ContextOptions();

  @Option(names = "--observed", description = "The groups that the input names, as they are.")
  private boolean observed;

  @Option(names = "--why", description = "A third column: the reason in one line.")
  private boolean why;

  GroupsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    Platform platform = context.applyTo(files.read(streams).platform(), streams);
    if (observed) {
      printObserved(platform);
    } else {
      requireIommu(platform);
      printPredicted(IommuGroups.predict(platform));
    }
    return ExitCode.OK;
  }

  private void printObserved(Platform platform) throws IOException, CommandFailure {
    SortedMap<Integer, SortedMap<PciAddress, String>> groups = new TreeMap<>();
    int untold = 0;
    for (PciFunction function : platform.topology().functions()) {
      Optional<Integer> group = function.system().iommuGroup().ifKnown();
      if (group.isPresent()) {
        groups
            .computeIfAbsent(group.get(), _ -> new TreeMap<>())
            .put(function.address(), "the input says so");
      } else {
        untold++;
      }
    }
    if (groups.isEmpty()) {
      throw new CommandFailure(
          ExitCode.NOTHING_MATCHED,
          files.names()
              + " names no IOMMU group; run `lspci -vv` with the IOMMU on, or leave out --observed");
    }
    try (Output output = streams.output()) {
      for (Map.Entry<Integer, SortedMap<PciAddress, String>> group : groups.entrySet()) {
        for (Map.Entry<PciAddress, String> member : group.getValue().entrySet()) {
          printLine(output, group.getKey().toString(), member.getKey(), member.getValue());
        }
      }
    }
    tellIfAny(untold, "no group in the input");
  }

  /// Without an IOMMU the kernel makes no groups at all.
  private void requireIommu(Platform platform) throws CommandFailure {
    Optional<IommuMode> mode = platform.iommu().ifKnown();
    boolean off =
        mode.filter(each -> each == IommuMode.OFF || each == IommuMode.SWIOTLB_FORCE).isPresent();
    if (off) {
      throw new CommandFailure(
          ExitCode.NOTHING_MATCHED,
          "no IOMMU is on, so there are no groups; --iommu translated predicts those with one");
    }
  }

  private void printPredicted(IommuGroups groups) throws IOException {
    List<PciAddress> undetermined = groups.undetermined();
    try (Output output = streams.output()) {
      for (Map.Entry<Integer, List<PciAddress>> group : groups.groups().entrySet()) {
        for (PciAddress member : group.getValue()) {
          printLine(output, group.getKey().toString(), member, reason(groups, member));
        }
      }
      for (PciAddress function : undetermined) {
        printLine(output, "?", function, reason(groups, function));
      }
    }
    tellIfAny(
        undetermined.size(),
        why ? "an undetermined group" : "an undetermined group; --why names the missing facts");
  }

  private static String reason(IommuGroups groups, PciAddress function) {
    GroupAnswer answer = Optional.ofNullable(groups.answers().get(function)).orElseThrow();
    return ReasonLine.of(answer.reason());
  }

  private void printLine(Output output, String group, PciAddress function, String reason)
      throws IOException {
    output.print(group).print("\t").print(function.toString());
    if (why) {
      output.print("\t").print(OneLine.of(reason));
    }
    output.println("");
  }

  private void tellIfAny(int count, String what) {
    if (count > 0) {
      streams.tell(
          "peerscope: %d %s with %s".formatted(count, count == 1 ? "function" : "functions", what));
    }
  }
}
