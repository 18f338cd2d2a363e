// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/result.h"
#include "storage/checkpoint.h"
#include "storage/exercise.h"
#include "storage/keyring.h"
#include "storage/record.h"

namespace lika::storage {

/// One who may sign in.
struct Account {
    AccountId id;
    std::string username;
    std::string name;
    std::string role;  ///< "social_worker", "school_team", "supervisor", "auditor", "administrator"
    std::optional<std::string> district;
    std::string password_hash;               ///< libsodium's Argon2id string
    std::optional<std::string> totp_secret;  ///< base32
    std::int64_t totp_last_step = 0;         ///< a code works once
    std::string draft_key;  ///< base64url, 32 bytes: the page encrypts its local drafts with it
    bool disabled = false;
    int failures = 0;
    std::optional<Instant> locked_until;
};

struct Session {
    std::string token_digest;  ///< BLAKE2b of the cookie's token: the token itself is not kept
    AccountId account;
    std::string csrf;
    Instant created_at, seen_at;
};

using CityActionId = engine::Id<struct CityActionKind>;

/// What a district does about what a page about consistency showed.
struct CityAction {
    CityActionId id;
    std::string indicator;   ///< "agreement", "high_band", "overrides_up" ...
    std::string district;
    std::string what;        ///< at most 8000 bytes
    std::string due_on;      ///< YYYY-MM-DD
    std::string recorded_by; ///< account id
    Instant recorded_at;
    std::optional<std::string> outcome;
    std::optional<Instant> followed_up_at;
};

/// Accounts, sessions and the city's own log. Holds no case. Safe to use from many threads.
class City {
public:
    static engine::Result<std::unique_ptr<City>> create(const std::filesystem::path& folder,
                                                        const Keyring& key);
    /// Errors as Vault::open.
    static engine::Result<std::unique_ptr<City>> open(const std::filesystem::path& folder,
                                                      const Keyring& key);
    ~City();

    /// Errors: conflict username_taken.
    engine::Result<void> add_account(const Account& account, const Actor& actor);
    /// Errors (not_found): no_such_account.
    engine::Result<Account> account_by_username(const std::string& username);
    engine::Result<Account> account_by_id(const AccountId& id);
    engine::Result<std::vector<Account>> accounts();
    /// Ends the account's sessions too. Errors (not_found): no_such_account.
    engine::Result<void> disable_account(const AccountId& id, const Actor& actor);
    /// Ends the account's sessions and clears its failures. Errors (not_found): no_such_account.
    engine::Result<void> reset_password(const AccountId& id, const std::string& password_hash,
                                        const Actor& actor);

    /// Counts a failed sign-in and sets how long the account rests. Logged.
    engine::Result<void> sign_in_failed(const AccountId& id, int failures,
                                        std::optional<Instant> locked_until, const Actor& actor);
    /// Clears failures, keeps the TOTP step, adds the session. Logged. Errors: conflict code_used
    /// (step not newer).
    engine::Result<void> signed_in(const Session& session, std::int64_t totp_step,
                                   const Actor& actor);
    engine::Result<std::optional<Session>> session(const std::string& token_digest);
    engine::Result<void> touch_session(const std::string& token_digest, Instant at);
    engine::Result<void> end_session(const std::string& token_digest, const Actor& actor);
    /// Removes what is idle or too old; logged when there was any.
    engine::Result<void> end_sessions_before(Instant seen_before, Instant created_before,
                                             const Actor& actor);

    /// Names of counts that were hidden in releases of that name; not logged.
    engine::Result<std::vector<std::string>> hidden_in(const std::string& release);
    /// Hides more of them, for good.
    engine::Result<void> hide(const std::string& release, const std::vector<std::string>& names,
                              const Actor& actor);

    /// Once, however often it comes with the same id. Errors: invalid too_long; conflict key_reused (another with that id).
    engine::Result<void> record_action(const CityAction& action, const Actor& actor);
    /// Of an action of the district. Errors: not_found no_such_action; conflict already_followed_up (with another outcome);
    /// invalid too_long.
    engine::Result<void> follow_up(const CityActionId& id, const std::string& district,
                                   const std::string& outcome, const Actor& actor);
    /// By due day; of every district when none is named. Not logged: no person is in them.
    engine::Result<std::vector<CityAction>> actions(const std::optional<std::string>& district);

    /// Once, however often it comes with the same id; set by the actor. Errors: invalid too_long; conflict key_reused.
    engine::Result<void> set_panel_rating(const PanelRating& rating, const Actor& actor);
    /// The second of the panel, from `district`. Once. Errors: not_found no_such_rating; forbidden own_rating, own_district;
    /// conflict rating_replaced (a later one was set), already_agreed (by somebody else).
    engine::Result<void> agree_on(const PanelRatingId& id, const std::string& district, const Actor& actor);
    /// The newest first; of every vignette when none is named. Not logged: nobody real is in a vignette.
    engine::Result<std::vector<PanelRating>> panel_ratings(const std::optional<std::string>& vignette);
    engine::Result<PanelRating> panel_rating(const PanelRatingId& id);

    /// With the vignettes and versions of `exercise`; their gold is found here and stays. Once. Errors: invalid too_long,
    /// no_vignettes, repeated_vignette; conflict not_agreed (place: the vignette), key_reused.
    engine::Result<void> open_exercise(const Exercise& exercise, const Actor& actor);
    /// Once. Errors: not_found no_such_exercise.
    engine::Result<void> close_exercise(const ExerciseId& id, const Actor& actor);
    /// The newest first. Not logged, nor is turnout(): no person is in them.
    engine::Result<std::vector<Exercise>> exercises();
    engine::Result<std::vector<ExerciseTurnout>> turnout(const ExerciseId& id);

    /// The actor's own: changed items take the place of those saved before. Errors: not_found no_such_exercise (also when it
    /// has no such vignette); conflict exercise_closed, already_done; invalid too_long.
    engine::Result<void> save_answer(const ExerciseAnswer& changed, const std::string& today, const Actor& actor);
    /// The whole answer with its level, for good. The same again changes nothing. Errors as save_answer.
    engine::Result<void> finish_answer(const ExerciseAnswer& whole, const std::string& today, const Actor& actor);
    /// The account's own, of every exercise. Not logged: only ever shown to that account.
    engine::Result<std::vector<ExerciseAnswer>> answers_of(const AccountId& account);
    /// All that are done, for counting. Errors: not_found no_such_exercise; conflict exercise_open.
    engine::Result<std::vector<ExerciseAnswer>> answers_to(const ExerciseId& id, const std::string& today, const Actor& actor);

    /// What was done with the city as a whole, outside its vaults: its keys were locked otherwise.
    engine::Result<void> log_act(const std::string& action, const Actor& actor);
    /// An act refused by the service is logged too.
    engine::Result<void> log_refused(const std::string& action, const std::string& object,
                                     const Actor& actor);
    engine::Result<Page<LogEntry>> log(std::size_t limit, const std::string& cursor,
                                       const Actor& actor);

    /// As Vault::checkpoint.
    engine::Result<Checkpointed> checkpoint(const std::filesystem::path& place, Instant at);

    struct Parts;

private:
    explicit City(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace lika::storage
