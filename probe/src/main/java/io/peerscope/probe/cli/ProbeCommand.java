package io.peerscope.probe.cli;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.cli.AddressConverter;
import io.peerscope.engine.cli.CommandFailure;
import io.peerscope.engine.cli.ExitCode;
import io.peerscope.engine.cli.OneLine;
import io.peerscope.engine.cli.Output;
import io.peerscope.engine.cli.Streams;
import io.peerscope.engine.diagnostic.Severity;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.probe.kernel.Level;
import io.peerscope.probe.report.Comparison;
import io.peerscope.probe.report.Comparisons;
import io.peerscope.probe.report.ProbeReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `peerscope probe`: what the machine one is at tells, level by level.
@Command(
    name = "probe",
    description = "Reads the machine you are at; with --vfio it asks VFIO about named devices.",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = ExitCode.USAGE,
    footer = {
      "",
      "Without --vfio no device is opened. Levels: A sysfs and /proc; B what the kernel's VFIO can do;",
      "C the group's node; D an empty IOMMU domain for the group; E open the device, which RESETS it;",
      "F regions and configuration space; G mappings for reading; H close. docs/live-probe.md tells",
      "what each does and cannot do. Exit codes: 0 all that was asked for was told, 1 no such device,",
      "2 a level was not reached, 3 something predicted is seen otherwise, 64 wrong usage."
    })
public final class ProbeCommand implements Callable<Integer> {

  private final Streams streams;
  private final Host host;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = {
        "Saves the machine with what the probe learnt of it: as a Peerscope document, or, where FILE",
        "ends in .tar.gz or .tgz, as an archive of sysfs that other tools read too."
      })
  private Optional<String> save = Optional.empty();

  @Option(
      names = "--vfio",
      paramLabel = "BDF",
      split = ",",
      converter = AddressConverter.class,
      description = "Devices to ask VFIO about, bound to vfio-pci by you.")
  private List<PciAddress> targets = new ArrayList<>();

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      converter = LevelConverter.class,
      description = "A to H; default: A, with --vfio B.")
  private Optional<Level> level = Optional.empty();

  @Option(
      names = "--accept",
      paramLabel = "WORD",
      split = ",",
      description = {
        "What you take upon the named devices: exclusive-open (C), dma-blocked (D), device-reset (E),",
        "iommu-mapping (G). A level is not entered without the words of all levels up to it."
      })
  private List<String> accepted = new ArrayList<>();

  @Option(
      names = "--dry-run",
      description = "Prints every file and request that would be used, and does nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "One JSON document instead of text.")
  private boolean json;

  /// The command on this machine.
  ///
  /// @param streams where results and doubts go
  public ProbeCommand(Streams streams) {
    this(streams, Host.thisMachine());
  }

  ProbeCommand(Streams streams, Host host) {
    this.streams = streams;
    this.host = host;
  }

  @Override
  public Integer call() throws Exception {
    Level most = level.orElse(targets.isEmpty() ? Level.A : Level.B);
    requireDevices(most);
    if (dryRun) {
      printPlan(most);
      return ExitCode.OK;
    }
    requireAcceptance(most);
    Findings findings = findings(most);
    if (save.isPresent()) {
      new Keeping(host, findings).save(save.get());
    }
    print(findings);
    return exitCode(findings);
  }

  private void requireDevices(Level most) throws CommandFailure {
    if (most.includes(Level.C) && targets.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "level %s needs devices; name them with --vfio BDF".formatted(most));
    }
    for (PciAddress target : targets) {
      if (!host.files().knows(target)) {
        throw new CommandFailure(
            ExitCode.NOTHING_MATCHED,
            "there is no function %s in this machine; `peerscope probe` lists those there are"
                .formatted(target));
      }
    }
  }

  private void printPlan(Level most) throws IOException {
    try (Output output = streams.output()) {
      for (String line :
          new SysfsPlan(host, save.filter(Keeping::isArchive).isPresent()).lines(targets, most)) {
        output.println(line);
      }
      for (String line : host.vfio().plan(targets, most)) {
        output.println(line);
      }
      if (save.isPresent()) {
        output.println("A  write " + OneLine.of(save.get()));
      }
    }
  }

  /// Names each device and what happens to it, so that nobody goes there by accident.
  private void requireAcceptance(Level most) throws CommandFailure {
    var missing = new ArrayList<String>();
    for (Level step : Level.values()) {
      Optional<String> word = step.acceptance().filter(each -> most.includes(step));
      if (word.isPresent() && !accepted.contains(word.get())) {
        missing.add(word.get());
        host.vfio().consequences(targets, step).forEach(line -> streams.tell("peerscope: " + line));
      }
    }
    if (!missing.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "nothing was opened; to take that upon %s add --accept %s"
              .formatted(
                  String.join(", ", targets.stream().map(PciAddress::toString).toList()),
                  String.join(",", missing)));
    }
  }

  private Findings findings(Level most) throws CommandFailure {
    Input sysfs = input();
    Reading before = PlatformReader.read(List.of(sysfs));
    Platform platform = before.platform();
    if (platform.topology().size() == 0) {
      throw new CommandFailure(
          ExitCode.UNREADABLE, "this machine has no PCI function in sysfs, or hides them");
    }
    ProbeReport report = host.vfio().run(targets, most);
    List<Input> learnt = LearntRegisters.inputs(platform, report.config());
    Reading after = learnt.isEmpty() ? before : merged(sysfs, learnt);
    return new Findings(
        platform,
        after,
        most,
        report,
        comparisons(platform, report),
        new Needs(host, platform).of(targets, most));
  }

  private static Reading merged(Input sysfs, List<Input> learnt) {
    var inputs = new ArrayList<Input>();
    inputs.add(sysfs);
    inputs.addAll(learnt);
    return PlatformReader.read(inputs);
  }

  private List<Comparison> comparisons(Platform platform, ProbeReport report) {
    var told = new TreeMap<PciAddress, PciFunction>();
    report
        .config()
        .forEach((address, bytes) ->
            PlatformReader.read(List.of(LearntRegisters.input(address, bytes)))
                .platform()
                .topology()
                .find(address)
                .ifPresent(function -> told.put(address, function)));
    var all = new ArrayList<Comparison>();
    var predictions = new Comparisons(platform);
    all.addAll(predictions.groups());
    all.addAll(predictions.acs(told));
    all.addAll(report.comparisons());
    all.addAll(PeerPrediction.of(platform, targets, report.learned()));
    return List.copyOf(all);
  }

  private Input input() throws CommandFailure {
    try {
      return host.input();
    } catch (IOException none) {
      throw new CommandFailure(
          ExitCode.UNREADABLE, "there is no sysfs at /sys; is this Linux, and is it mounted?");
    }
  }

  private void print(Findings findings) throws IOException {
    try (Output output = streams.output()) {
      if (json) {
        new ProbeJson(findings).writeTo(output);
      } else {
        new ProbeText(findings, output).write();
      }
    }
    findings.reading().diagnostics().stream()
        .filter(diagnostic -> diagnostic.severity() != Severity.INFO)
        .forEach(diagnostic -> streams.tell(diagnostic.toString()));
  }

  private int exitCode(Findings findings) {
    if (!findings.report().complete()) {
      return ExitCode.UNREADABLE;
    }
    return !targets.isEmpty() && findings.disagree() ? ExitCode.DIFFERENCES : ExitCode.OK;
  }

  static final class LevelConverter implements ITypeConverter<Level> {

    LevelConverter() {}

    @Override
    public Level convert(String text) {
      return Level.ofLetter(text.strip())
          .orElseThrow(() -> new TypeConversionException("'" + text + "' is not A to H"));
    }
  }
}
