package io.peerscope.app.matrix;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;

/// The facets of rows or columns to tick, each value with how many have it; ticks write into the
/// filter field and are read from it.
final class FacetMenu extends MenuButton {

  private final TextField filter;
  private final Supplier<List<Endpoint>> endpoints;

  FacetMenu(String name, TextField filter, Supplier<List<Endpoint>> endpoints) {
    super(name);
    this.filter = filter;
    this.endpoints = endpoints;
    setAccessibleText("Which " + name.toLowerCase(Locale.ROOT) + " are shown");
    getStyleClass().add("facets");
    setOnShowing(_ -> refill());
    refill();
  }

  private void refill() {
    getItems().clear();
    for (Facet facet : Facet.values()) {
      var menu = new Menu(facet.word());
      MatrixFilter now = MatrixFilter.parse(filter.getText());
      count(facet)
          .forEach((value, count) -> {
            var item = new CheckMenuItem("%s (%,d)".formatted(value, count));
            item.setMnemonicParsing(false);
            item.setSelected(now.has(facet, value));
            item.setOnAction(
                _ -> filter.setText(MatrixFilter.toggle(filter.getText(), facet, value)));
            menu.getItems().add(item);
          });
      menu.setDisable(menu.getItems().isEmpty());
      getItems().add(menu);
    }
  }

  private Map<String, Long> count(Facet facet) {
    return endpoints.get().stream()
        .flatMap(endpoint -> endpoint.facet(facet).stream())
        .collect(Collectors.groupingBy(value -> value, TreeMap::new, Collectors.counting()));
  }
}
