package dev.kfstack.review.comment;

import dev.kfstack.review.guard.DataHolder;
import dev.kfstack.review.overlay.ObjectChange;
import dev.kfstack.review.plan.Action;
import dev.kfstack.review.plan.Change;
import java.util.regex.Pattern;

/** How much a reviewer should care for a change, the most first. */
enum Risk {
    DATA_LOSS("🔴"),
    REPLACED("🟠"),
    DESTROYED("🟠"),
    FORGOTTEN("🟠"),
    RESTARTED("🟠"),
    CHANGED("🟡"),
    ADDED("🟢");

    /**
     * What the provider changes in place, and the service carries out by taking machines away: a pool's nodes one after
     * another, an instance for some minutes.
     */
    private static final Pattern NODES = Pattern.compile("(node_config\\[0]\\.(?!resource_labels).*)|version");

    private static final Pattern INSTANCE =
            Pattern.compile("settings\\[0]\\.(tier|edition|availability_type|database_flags.*)|database_version");

    private final String sign;

    Risk(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    static Risk of(Change change) {
        Action action = change.action();
        boolean holdsData = DataHolder.of(change).isPresent();
        if (holdsData && (action.destroys() || action.forgets())) {
            return DATA_LOSS;
        }
        if (action.replaces()) {
            return REPLACED;
        }
        if (action == Action.DELETE) {
            return DESTROYED;
        }
        if (action.forgets()) {
            return FORGOTTEN;
        }
        if (action == Action.UPDATE) {
            return restarts(change) ? RESTARTED : CHANGED;
        }
        return ADDED;
    }

    static Risk of(ObjectChange object) {
        return switch (object.action()) {
            case DELETE -> object.losesData() ? DATA_LOSS : DESTROYED;
            case UPDATE -> CHANGED;
            default -> ADDED;
        };
    }

    private static boolean restarts(Change change) {
        return switch (change.type()) {
            case "google_container_node_pool" -> anyAttribute(change, NODES);
            case "google_sql_database_instance" -> anyAttribute(change, INSTANCE);
            default -> false;
        };
    }

    private static boolean anyAttribute(Change change, Pattern path) {
        return change.attributes().stream()
                .anyMatch(attribute -> path.matcher(attribute.path().text()).matches());
    }
}
