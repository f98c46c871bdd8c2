package io.sluice.platform.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One value on its way into the configuration, with the place that its faults are told at. */
record Item(Spot spot, String path, Yaml value, Faults faults) {

  /** The single value; empty, with a fault noted, where this is none of the wanted kind. */
  <T> Optional<T> read(Values<T> values) {
    if (!(value instanceof Yaml.Scalar scalar) || scalar.isNothing()) {
      refuse(values.wanted());
      return Optional.empty();
    }
    Optional<T> read = values.parse().apply(scalar);
    if (read.isEmpty()) {
      refuse(values.wanted(), values.hint().apply(scalar));
    }
    return read;
  }

  /** The values of a list, or the single value that stands for a list of one. */
  List<Item> items(String wanted) {
    if (value.isNothing()) {
      refuse(wanted + ", or `[]` for none");
      return List.of();
    }
    if (!(value instanceof Yaml.Listing listing)) {
      return List.of(this);
    }
    List<Item> items = new ArrayList<>();
    for (Yaml each : listing.items()) {
      items.add(new Item(each.spot(), path + "[" + items.size() + "]", each, faults));
    }
    return items;
  }

  void refuse(String wanted) {
    refuse(wanted, "");
  }

  private void refuse(String wanted, String hint) {
    faults.add(spot, path, "want " + wanted + "; found " + value.described() + hint);
  }
}
