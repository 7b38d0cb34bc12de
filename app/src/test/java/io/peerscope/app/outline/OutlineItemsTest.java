package io.peerscope.app.outline;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.PciAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javafx.scene.control.TreeItem;
import org.junit.jupiter.api.Test;

/// The outline keeps its items, and so what is unfolded, when the machine changes.
class OutlineItemsTest {

  private final OutlineItems items = new OutlineItems();

  private static FunctionTree row(int device, String detail, FunctionTree... below) {
    var address = new PciAddress(0, 0, device, 0);
    return new FunctionTree(Optional.of(address), address.shortForm(), detail, List.of(below));
  }

  private static FunctionTree heading(FunctionTree... below) {
    return new FunctionTree(Optional.empty(), "Host bridge 00", "", List.of(below));
  }

  private TreeItem<FunctionTree> item(int device) {
    return items.of(new PciAddress(0, 0, device, 0)).orElseThrow();
  }

  @Test
  void whatAnEditLeavesKeepsItsItemAndWhetherItIsOpen() {
    items.replace(
        List.of(heading(row(1, "port", row(2, "GPU")), row(3, "port", row(4, "NIC")))), true);
    TreeItem<FunctionTree> port = item(1);
    port.setExpanded(false);

    items.update(
        List.of(
            heading(
                row(1, "port", row(2, "GPU"), row(5, "NVMe")), row(3, "bridge", row(4, "NIC")))),
        true);

    assertThat(item(1)).isSameAs(port);
    assertThat(port.isExpanded()).isFalse();
    assertThat(port.getChildren()).containsExactly(item(2), item(5));
    assertThat(item(3).getValue().detail()).isEqualTo("bridge");
  }

  @Test
  void whatIsGoneIsFoundNoMore() {
    items.replace(List.of(heading(row(1, "port", row(2, "GPU")))), true);

    items.update(List.of(heading(row(1, "port"))), true);

    assertThat(items.of(new PciAddress(0, 0, 2, 0))).isEmpty();
    assertThat(item(1).getChildren()).isEmpty();
  }

  @Test
  void whatStandsBelowAFoldedRowIsFound() {
    items.replace(List.of(heading(row(1, "port", row(2, "switch", row(3, "GPU"))))), false);

    assertThat(item(3).getParent()).isSameAs(item(2));
    assertThat(item(2).getParent()).isSameAs(item(1));
    assertThat(item(1).isExpanded()).isFalse();
    assertThat(item(1).isLeaf()).isFalse();
  }

  @Test
  void whatMovesBelowAFoldedRowIsFoundThere() {
    FunctionTree card = row(3, "GPU");
    items.replace(List.of(heading(row(1, "port", card), row(2, "port", row(4, "NIC")))), false);
    assertThat(item(3).getParent()).isSameAs(item(1));

    items.update(List.of(heading(row(1, "port"), row(2, "port", row(4, "NIC"), card))), false);

    assertThat(item(1).isLeaf()).isTrue();
    assertThat(item(3).getParent()).isSameAs(item(2));
    assertThat(item(2).getChildren()).containsExactly(item(4), item(3));
  }

  @Test
  void anyEditGivesTheRowsThatANewOutlineWouldHave() {
    var random = new Random(20_260_101);
    for (int time = 0; time < 500; time++) {
      List<FunctionTree> rows = List.of(heading(randomRows(random)));
      items.update(rows, random.nextBoolean());

      assertThat(rowsOf(items.root())).isEqualTo(rows);
      assertThat(items.root().getChildren().stream().flatMap(it -> it.getChildren().stream()))
          .allMatch(it -> item(device(it)) == it);
    }
  }

  private static int device(TreeItem<FunctionTree> item) {
    return item.getValue().function().orElseThrow().device();
  }

  /// Each device hangs at one place only: devices 0 to 7 on top, three below each.
  private static FunctionTree[] randomRows(Random random) {
    var rows = new ArrayList<FunctionTree>();
    for (int n = 0; n < 7; n++) {
      if (random.nextInt(3) > 0) {
        var below = new ArrayList<FunctionTree>();
        for (int child = 0; child < 3; child++) {
          if (random.nextBoolean()) {
            below.add(row(8 + 3 * n + child, "kind " + random.nextInt(2)));
          }
        }
        rows.add(row(n, "kind " + random.nextInt(2), below.toArray(FunctionTree[]::new)));
      }
    }
    return rows.toArray(FunctionTree[]::new);
  }

  /// What the tree view shows: values, and the items below each as its rows say.
  private static List<FunctionTree> rowsOf(TreeItem<FunctionTree> item) {
    return item.getChildren().stream()
        .map(child -> {
          FunctionTree row = child.getValue();
          return new FunctionTree(row.function(), row.title(), row.detail(), rowsOf(child));
        })
        .toList();
  }
}
