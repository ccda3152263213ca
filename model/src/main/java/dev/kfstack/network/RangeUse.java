package dev.kfstack.network;

import java.util.OptionalLong;

/**
 * How full a range is at the environment's busiest.
 *
 * @param capacity addresses that can be handed out
 * @param needed empty where nobody can know: services are made by users, and what is reserved belongs to others
 */
public record RangeUse(AddressRange range, long capacity, OptionalLong needed) {

    /** Full percents of the capacity, rounded up: above 100 it does not fit. */
    public OptionalLong percent() {
        long room = Math.max(1, capacity);
        return needed.isPresent()
                ? OptionalLong.of((needed.getAsLong() * 100 + room - 1) / room)
                : OptionalLong.empty();
    }
}
