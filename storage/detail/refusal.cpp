// SPDX-License-Identifier: EUPL-1.2
#include "storage/detail/refusal.h"

#include <new>

#include "storage/detail/connection.h"

namespace lika::storage::detail {

engine::Error failure_at_the_door() {
    using engine::ErrorKind;
    try {
        throw;
    } catch (const Refusal& refusal) {
        return refusal.error();
    } catch (const SqlFailure& failure) {
        return failure.as_error();
    } catch (const std::bad_alloc&) {
        return {ErrorKind::failed, "storage_failed", "memory"};
    } catch (const std::exception&) {
        return {ErrorKind::failed, "storage_failed", ""};
    }
}

}  // namespace lika::storage::detail
