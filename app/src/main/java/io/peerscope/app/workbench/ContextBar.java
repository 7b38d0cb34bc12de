package io.peerscope.app.workbench;

import io.peerscope.app.document.Choice;
import io.peerscope.app.document.Context;
import io.peerscope.app.document.Notice;
import io.peerscope.app.document.WorkbenchDocument;
import io.peerscope.app.fx.Nodes;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.KernelProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/// The circumstances under which a DMA is judged, as drop-down lists.
final class ContextBar extends HBox {

  private static final Cpu INTEL = new Cpu("GenuineIntel", 6);
  private static final Cpu ZEN = new Cpu("AuthenticAMD", 0x17);
  private static final Choice<Cpu> OTHER = new Choice.Given<>(new Cpu("other", 0));

  private final WorkbenchDocument document;
  private final ComboBox<Item<Choice<KernelVersion>>> kernel;
  private final ComboBox<Item<Choice<Cpu>>> cpu;
  private final ComboBox<Item<Choice<IommuMode>>> iommu;
  private final ComboBox<Item<MappingStrategy>> strategy;
  private final TextField otherCpu = new TextField();
  private boolean refilling;

  /// A value, what to call it in the list, and in the closed field.
  private record Item<T>(String label, String brief, T value) {

    Item(String label, T value) {
      this(label, label, value);
    }
  }

  ContextBar(WorkbenchDocument document) {
    this.document = document;
    getStyleClass().add("context");
    kernel = list("kernel", "Linux release whose rules apply", 104, Context::withKernel);
    cpu = list("cpu", "Processor", 158, this::withCpu);
    iommu = list("iommu", "How the client's DMA is mapped", 158, Context::withIommu);
    strategy =
        list(
            "translators",
            "Where soft-IOMMU translators hang, or what else knows of peer memory",
            170,
            Context::withStrategy);
    getChildren().addAll(kernel, cpu, otherCpu, iommu, strategy);
    prepareOtherCpu();
    document.history().subscribe(_ -> refill());
    document.context().subscribe(_ -> refill());
  }

  /// The places of soft-IOMMUs, and the other places that were argued about.
  private static List<Item<MappingStrategy>> strategies(Context context) {
    var items = new ArrayList<Item<MappingStrategy>>();
    for (var placement : TranslatorPlacement.Named.values()) {
      items.add(new Item<>("soft-IOMMU: " + words(placement), MappingStrategy.of(placement)));
    }
    items.add(
        new Item<>(
            "soft-IOMMU alone, on switches (2017)",
            "soft-IOMMU alone",
            new MappingStrategy.TranslatorsAlone(TranslatorPlacement.Named.SWITCHES)));
    items.add(
        new Item<>(
            "hook in the initiator's DMA operations",
            "initiator's DMA ops",
            new MappingStrategy.InitiatorOps()));
    items.add(
        new Item<>(
            "shim before the DMA operations, for device pages",
            "shim",
            new MappingStrategy.Shim()));
    items.add(
        new Item<>(
            "helper at the target's pagemap",
            "target's helper",
            new MappingStrategy.TargetHelper()));
    if (items.stream().noneMatch(item -> item.value.equals(context.strategy()))) {
      items.add(new Item<>("soft-IOMMU: as drawn", context.strategy()));
    }
    return items;
  }

  private static String words(TranslatorPlacement.Named placement) {
    return placement.spelling().replace('-', ' ');
  }

  /// "Other" is no choice yet: it opens a field to type one.
  private Context withCpu(Context context, Choice<Cpu> choice) {
    if (choice != OTHER) {
      return context.withCpu(choice);
    }
    Nodes.show(cpu, false);
    Nodes.show(otherCpu, true);
    otherCpu.requestFocus();
    return context;
  }

  private void prepareOtherCpu() {
    Nodes.show(otherCpu, false);
    otherCpu.setId("other-cpu");
    otherCpu.setPrefWidth(158);
    otherCpu.setPromptText("AuthenticAMD/0x19");
    otherCpu.setTooltip(new Tooltip("VENDOR/FAMILY as /proc/cpuinfo names them; Enter takes it"));
    otherCpu.setOnAction(
        _ -> Cpu.parse(otherCpu.getText()).ifPresentOrElse(this::take, this::hint));
    otherCpu.focusedProperty().subscribe((_, focused) -> leaveOtherCpu(focused));
  }

  private void take(Cpu typed) {
    document.setContext(document.context().get().withCpu(new Choice.Given<>(typed)));
    cpu.requestFocus();
  }

  private void hint() {
    document.report(
        new Notice(
            "“" + otherCpu.getText() + "” names no processor",
            "",
            "Type VENDOR/FAMILY, such as GenuineIntel/6 or AuthenticAMD/0x19."));
  }

  private void leaveOtherCpu(boolean focused) {
    if (!focused) {
      Nodes.show(otherCpu, false);
      Nodes.show(cpu, true);
      refill();
    }
  }

  /// Brings the lists in step with the file and the document.
  private void refill() {
    refilling = true;
    Context context = document.context().get();
    kernel.getItems().setAll(kernels());
    select(kernel, context.kernel());
    cpu.getItems().setAll(cpus(context));
    select(cpu, context.cpu());
    iommu.getItems().setAll(iommus());
    select(iommu, context.iommu());
    strategy.getItems().setAll(strategies(context));
    select(strategy, context.strategy());
    refilling = false;
  }

  /// Where the file does not tell the release, the engine takes the newest rules it has.
  private List<Item<Choice<KernelVersion>>> kernels() {
    var items = new ArrayList<Item<Choice<KernelVersion>>>();
    Optional<KernelVersion> told = told(Platform::kernel);
    items.add(
        new Item<>(
            told.map(it -> "from file: Linux " + it)
                .orElse("from file: not told, so " + KernelProfile.newest()),
            "Linux " + told.orElseGet(() -> KernelProfile.newest().since()),
            new Choice.FromFile<>()));
    for (KernelProfile profile : KernelProfile.all().reversed()) {
      KernelVersion since = profile.since();
      items.add(new Item<>(name(profile), "Linux " + since, new Choice.Given<>(since)));
    }
    return items;
  }

  private List<Item<Choice<Cpu>>> cpus(Context context) {
    var items = new ArrayList<Item<Choice<Cpu>>>();
    items.add(fromFile("CPU", "", told(Platform::cpu).map(ContextBar::name)));
    items.add(new Item<>("unknown", "CPU unknown", new Choice.LeaveUnknown<>()));
    items.add(new Item<>(name(INTEL), new Choice.Given<>(INTEL)));
    items.add(new Item<>("AMD Zen, family 0x17", new Choice.Given<>(ZEN)));
    if (items.stream().noneMatch(item -> item.value.equals(context.cpu()))
        && context.cpu() instanceof Choice.Given<Cpu>(Cpu own)) {
      items.add(new Item<>(name(own), context.cpu()));
    }
    items.add(new Item<>("other …", OTHER));
    return items;
  }

  private List<Item<Choice<IommuMode>>> iommus() {
    var items = new ArrayList<Item<Choice<IommuMode>>>();
    items.add(fromFile("IOMMU", "IOMMU ", told(Platform::iommu).map(ContextBar::name)));
    for (IommuMode mode : IommuMode.values()) {
      items.add(new Item<>(name(mode), "IOMMU " + name(mode), new Choice.Given<>(mode)));
    }
    return items;
  }

  /// The choice to believe the file, with what the file says.
  private static <T> Item<Choice<T>> fromFile(String what, String prefix, Optional<String> told) {
    String missing = what + " not in file";
    return new Item<>(
        told.map(it -> "from file: " + it).orElse("from file: not told"),
        told.map(it -> prefix + it).orElse(missing),
        new Choice.FromFile<>());
  }

  private <T> Optional<T> told(Function<Platform, Fact<T>> fact) {
    return fact.apply(document.drawn()).ifKnown();
  }

  private static String name(Cpu cpu) {
    String vendor =
        switch (cpu.vendor()) {
          case "GenuineIntel" -> "Intel";
          case "AuthenticAMD" -> "AMD";
          case "HygonGenuine" -> "Hygon";
          default -> cpu.vendor();
        };
    if (!cpu.isX86()) {
      return vendor;
    }
    return vendor
        + ", family "
        + (cpu.family() < 10 ? cpu.family() : "0x%x".formatted(cpu.family()));
  }

  private static String name(KernelProfile profile) {
    return switch (profile.since().tree()) {
      case MAINLINE -> profile.toString();
      case PCI_MAINTAINERS -> "PCI maintainers' tree";
      case PROPOSED_ACS_EGRESS -> "proposed: ACS egress vector";
      case PROPOSED_TLP_CLASSES -> "proposed: TLP classes";
      case PROPOSED_HMAT -> "proposed: HMAT";
    };
  }

  private static String name(IommuMode mode) {
    return mode.spelling().replace('-', ' ');
  }

  private <T> ComboBox<Item<T>> list(
      String id, String tooltip, double width, BiFunction<Context, T, Context> change) {
    var list = new ComboBox<Item<T>>();
    list.setId(id);
    list.setPrefWidth(width);
    list.setMinWidth(72);
    list.setTooltip(new Tooltip(tooltip));
    list.setAccessibleText(tooltip);
    list.setButtonCell(new ItemCell<>(Item::brief));
    list.setCellFactory(_ -> new ItemCell<>(Item::label));
    list.valueProperty().subscribe((_, item) -> choose(item, change));
    return list;
  }

  private static final class ItemCell<T> extends ListCell<Item<T>> {

    private final Function<Item<T>, String> text;

    ItemCell(Function<Item<T>, String> text) {
      this.text = text;
    }

    @Override
    protected void updateItem(Item<T> item, boolean empty) {
      super.updateItem(item, empty);
      setText(empty || item == null ? "" : text.apply(item));
    }
  }

  private <T> void choose(Item<T> item, BiFunction<Context, T, Context> change) {
    if (item != null && !refilling) {
      document.setContext(change.apply(document.context().get(), item.value));
    }
  }

  private static <T> void select(ComboBox<Item<T>> list, T value) {
    list.getItems().stream()
        .filter(item -> item.value.equals(value))
        .findFirst()
        .ifPresent(list::setValue);
  }
}
