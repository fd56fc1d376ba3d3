// Made by `npm run openapi`.
export interface paths {
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ключи вашей области, последние сначала. */
        get: operations["ApiKeysController_list"];
        put?: never;
        /** Выпустить ключ. Он показан один раз, в этом ответе; у нас остаётся только его отпечаток. */
        post: operations["ApiKeysController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Один ключ; ETag — для замены. */
        get: operations["ApiKeysController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Сколько раз ключом пользовались, по дням, последние сначала. Счёт запаздывает до 10 секунд. */
        get: operations["ApiKeysController_uses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Заменить: выпустить преемника с теми же правами; прежний ключ действует ещё overlap_hours. Преемник показан один раз. */
        post: operations["ApiKeysController_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Отозвать: ключ не действует сразу, на всех серверах. If-Match не нужен: отзыв срочен. */
        post: operations["ApiKeysController_revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Что сделать сегодня: виды дел со счётом, сроком и списком, срочное сначала. С If-None-Match ответит 304. */
        get: operations["TodayController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/link-reviews/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Решить несколько дел о привязке сразу; отказ в одной строке не мешает другим. */
        post: operations["BulkActsController_decideReviews"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Прекратить несколько привязок сразу; отказ в одной строке не мешает другим. */
        post: operations["BulkActsController_revokeLinks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roster-tasks/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Отметить несколько задач контингента сделанными. */
        post: operations["BulkActsController_finishTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Школы, которые видит администратор, по названию. */
        get: operations["SchoolsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schools/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Одна школа; чужая и несуществующая неотличимы. */
        get: operations["SchoolsController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schools/{id}/reorganisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Реорганизовать школу: ученики, сотрудники и записи журналов переходят к преемнику; повтор ничего не меняет. */
        post: operations["SchoolReorganisationsController_record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roster-imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Загрузки, новые сначала. */
        get: operations["RosterImportsController_list"];
        put?: never;
        /** Принять файлы контингента. Отвечает, когда файлы получены; загрузка идёт дальше сама. */
        post: operations["RosterImportsController_receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roster-imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Одна загрузка: состояние и счёт. */
        get: operations["RosterImportsController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roster-imports/{id}/issues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ошибки загрузки по порядку: файл, строка, столбец, что исправить. */
        get: operations["RosterImportsController_issues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roster-imports/{id}/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Что изменит проверочная загрузка: счёт и строки под маской (И*** П. С.), без СНИЛС и дат; лишь люди ваших школ. */
        get: operations["RosterImportsController_difference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roster-imports/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Загруженные файлы одной книгой Excel: ошибочные ячейки залиты, в последнем столбце — что исправить. */
        get: operations["RosterImportReportController_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Люди контингента со скрытыми именами; защищённые — только по отдельному запросу. */
        get: operations["PeopleController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Найти людей по началу фамилии, состоянию, классу или СНИЛС; номер передаётся только в теле запроса. */
        post: operations["PeopleController_search"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Карточка человека; каждое чтение записывается в аудит. */
        get: operations["PeopleController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Исправить сведения о человеке; источник получает задачу исправить их у себя. */
        patch: operations["PeopleController_correct"];
        trace?: never;
    };
    "/api/v1/people/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Показать одно значение целиком, назвав причину. Каждый показ записывается и считается; много за сутки — тревога. */
        post: operations["PeopleController_reveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Объединить двух людей в одного; при двух разных СНИЛС подтверждает второй администратор. */
        post: operations["PeopleController_merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Отделить записи, которые относятся к другому человеку. */
        post: operations["PeopleController_split"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/protection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Защитить человека: школа, класс и имя скрыты из списков, вход работает. */
        post: operations["PeopleController_protect"];
        /** Снять все защиты с человека. */
        delete: operations["PeopleController_unprotect"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/adoption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Записать усыновление: новый человек без следа прежнего. */
        post: operations["PeopleController_adopt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/death": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Записать смерть: зачисления, связи и учётные записи прекращаются. */
        post: operations["PeopleController_die"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Счётчики качества данных по школам, а для одной школы и по классам. */
        get: operations["DataQualityController_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-quality/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Люди и что в их данных исправить; имена скрыты, защищённых людей нет. */
        get: operations["DataQualityController_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-quality/table.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Та же таблица файлом Excel; выгрузка записывается в аудит. */
        get: operations["DataQualityController_xlsx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-quality/table.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Та же таблица файлом CSV; выгрузка записывается в аудит. */
        get: operations["DataQualityController_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-quality/sanity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Нестыковки: ученики без класса, классы без классного руководителя, представители без ребёнка, записи без человека. */
        get: operations["DataQualityController_sanity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-quality/prematch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Кто привяжется сам при первом входе: по школам, для одной школы и по классам. */
        get: operations["DataQualityController_prematch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-quality/prematch/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Кто не привяжется сам, и почему. */
        get: operations["DataQualityController_prematchPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/person-merges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Объединения и разделения людей, новые сначала. */
        get: operations["PersonMergesController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/person-merges/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Подтвердить объединение людей с разными СНИЛС; не тот, кто предложил. */
        post: operations["PersonMergesController_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/person-merges/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Отменить объединение или разделение либо отозвать предложение. */
        post: operations["PersonMergesController_undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/person-merge-proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Вероятно, один человек: одно имя и дата рождения, у одного нет СНИЛС. */
        get: operations["PersonMergeProposalsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/person-merge-proposals/dismissals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Отклонить предложение: это разные люди. */
        post: operations["PersonMergeProposalsController_dismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roster-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Открытые задачи школ, старые сначала. */
        get: operations["RosterTasksController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roster-tasks/{id}/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Задача сделана. */
        post: operations["RosterTasksController_done"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roster-imports/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Подтвердить массовое изменение: загружаются те самые файлы, что проверены. */
        post: operations["RosterImportDecisionsController_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roster-imports/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Отклонить массовое изменение: ничего не загружается. */
        post: operations["RosterImportDecisionsController_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roster-imports/{id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Загрузить то, что показала проверка; в течение 24 часов. Если контингент изменился, файлы проверяются заново. */
        post: operations["RosterImportDecisionsController_apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roster-imports/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Отказаться от проверочной загрузки. */
        post: operations["RosterImportDecisionsController_discard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roster-imports/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Отменить загрузку в течение 24 часов: контингент становится таким, каким был до неё. */
        post: operations["RosterImportDecisionsController_takeBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/family-ties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Представители ребёнка: действующие и прежние, с ограничениями. Просмотр записывается. */
        get: operations["FamilyTiesController_ofChild"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/wards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Подопечные представителя (например, организации для детей-сирот) в ваших школах, по имени. */
        get: operations["FamilyTiesController_wards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/family-ties/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Подтвердить связь или решить спор в пользу представителя. */
        post: operations["FamilyTiesController_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/family-ties/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Прекратить связь с указанием документа; загрузка списков её не вернёт. */
        post: operations["FamilyTiesController_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/family-ties/{id}/restrictions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Записать ограничение прав представителя: до даты или до записи о его конце. */
        post: operations["FamilyTiesController_restrict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/representation-restrictions/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Записать конец ограничения или восстановление прав; лишение прав само ничего не возвращает. */
        post: operations["FamilyTiesController_endRestriction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/family-ties/{id}/deprivation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Записать лишение родительских прав: связь прекращается окончательно. */
        post: operations["FamilyTiesController_deprive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/capacity-exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Записать, что несовершеннолетний от 16 лет эмансипирован или работает и может иметь учётную запись взрослого. */
        post: operations["CapacityExceptionsController_give"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/capacity-exceptions/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Завершить исключение. */
        post: operations["CapacityExceptionsController_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Согласия учеников ваших школ, новые сначала. */
        get: operations["ConsentsController_list"];
        put?: never;
        /** Записать согласие, данное на бумаге. */
        post: operations["ConsentsController_record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consents/{id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Записать отзыв согласия, поданный на бумаге. */
        post: operations["ConsentsController_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/link-reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Дела ваших школ, давние сначала; имена под маской. */
        get: operations["LinkReviewsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/link-reviews/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Одно дело: Госуслуги и журнал рядом, различия, что сделать, сроки. Чтение записывается. */
        get: operations["LinkReviewsController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/link-reviews/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Показать одно значение целиком, чтобы сверить с документом. Каждый показ записывается и считается. */
        post: operations["LinkReviewsController_reveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/link-reviews/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Одобрить: выбранная запись принадлежит этому человеку. Где меняется СНИЛС или владелец, решают двое. */
        post: operations["LinkReviewsController_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/link-reviews/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Отказать: это другой человек. Действующая привязка при этом кончается как ошибочная. */
        post: operations["LinkReviewsController_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Привязки ваших школ, новые сначала; имена под маской. */
        get: operations["LinksController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** История привязки: какое правило, что совпало, кто и почему. Значений в ней нет. */
        get: operations["LinksController_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Отвязать с причиной. После wrong_person запись свободна сразу, иначе другому — через сутки. */
        post: operations["LinksController_revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Приостановить на слово пользователя, что его Госуслуги в чужих руках. Вернёт доступ только школа. */
        post: operations["LinksController_suspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Вернуть доступ после блокировки или спора: школа видела человека и документ. */
        post: operations["LinksController_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Подтвердить привязку, которая ждёт доказательства: школа видела документ. */
        post: operations["LinksController_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Не подтвердить привязку, которая ждёт доказательства. */
        post: operations["LinksController_refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Обращение по номеру: что человек видел, кто это исправит, его привязки и дела. Чтение записывается. */
        get: operations["CasesController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/delegates/silent-schools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Школы, которые 30 дней не решают дела: только число дел, без людей. */
        get: operations["DelegatesController_silent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/delegates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Назначить уполномоченного: администратор школы на срок до 30 дней, по СНИЛС и дате рождения. */
        post: operations["DelegatesController_appoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/link-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Что стало с кодами класса. Самих кодов здесь нет. */
        get: operations["LinkCodesController_list"];
        put?: never;
        /** Выдать коды привязки своим ученикам, представителям, сотрудникам. Прежние коды этих записей перестают действовать. */
        post: operations["LinkCodesController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exemptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Исключения ваших школ, новые сначала. Руководитель кампании видит основания без людей. */
        get: operations["ExemptionsController_list"];
        put?: never;
        /** Попросить исключение. Пока заявка ждёт решения, дело семьи считается открытым. */
        post: operations["ExemptionsController_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exemptions/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Действующие сейчас исключения по школам, типам и датам окончания (I-40). */
        get: operations["ExemptionsController_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exemptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Одно исключение; ETag нужен для решений. */
        get: operations["ExemptionsController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exemptions/{id}/renewal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Попросить продлить: с 60-го дня до конца. До решения действует прежнее. */
        post: operations["ExemptionsController_renew"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exemptions/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Руководитель школы: дать исключение человеку или продлить его. Сверх лимита заявка уходит руководителю кампании. */
        post: operations["ExemptionDecisionsController_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exemptions/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Руководитель школы: отказать в исключении или в продлении. */
        post: operations["ExemptionDecisionsController_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exemptions/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Руководитель школы: отозвать исключение человека раньше срока. */
        post: operations["ExemptionDecisionsController_revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exemptions/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Руководитель кампании: решение по любой заявке; отозвать он может исключение класса, школы или роли. */
        post: operations["ExemptionDecisionsController_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exemptions/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Школа проверила: у ребёнка всё ещё нет документов. Следующая проверка — через квартал. */
        post: operations["ExemptionDecisionsController_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Отказы ваших школ, новые сначала. */
        get: operations["RefusalsController_list"];
        put?: never;
        /** Записать отказ от Госуслуг: за себя или за ребёнка. */
        post: operations["RefusalsController_record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/refusals/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Сколько отказов сейчас, по школам: с подтверждённым бумажным порядком и без него (I-40). */
        get: operations["RefusalsController_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/refusals/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Отозвать: человек согласился на Госуслуги, или запись ошибочна. */
        post: operations["RefusalsController_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/refusals/{id}/paper-confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Руководитель школы: этот человек получает сведения дневника на бумаге. */
        post: operations["RefusalsController_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reenable-windows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Просьбы и возобновления ваших школ, новые сначала. */
        get: operations["ReenableWindowsController_list"];
        put?: never;
        /** Возобновить вход по паролю для одной записи: один раз, не больше 7 дней. */
        post: operations["ReenableWindowsController_give"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reenable-windows/school": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Руководитель кампании: возобновить для всех непривязанных записей школы и волны. */
        post: operations["ReenableWindowsController_giveToSchool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reenable-windows/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Удовлетворить просьбу пользователя. */
        post: operations["ReenableWindowsController_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reenable-windows/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Отказать с причиной. Пользователь может попросить снова. */
        post: operations["ReenableWindowsController_refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credentials/{id}/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Заказать журналу пароль для учётной записи, пока у человека действует исключение no_esia_possible. */
        post: operations["CredentialOrdersController_orderFor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Кампании отключения паролей ваших школ: журнал × школа × волна. */
        get: operations["CampaignsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Одна кампания и её готовность: каждое условие со значением, порогом и тем, что сделать. ETag — для действий. */
        get: operations["CampaignsController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** История кампании, новое сначала: что, кто, почему. */
        get: operations["CampaignsController_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaign-postponements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Переносы (I-40): сколько решено людьми, сколько автоматических, сколько заявок ждёт — по школам. */
        get: operations["CampaignsController_postponements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaign-acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Одно действие над многими кампаниями: каждая школа целиком или никак; перенос по отбору — каждая кампания отдельно. */
        post: operations["CampaignActsController_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaign-acts/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Что будет: какие кампании переведутся, какие останутся, сколько записей затронет, по школам. Ничего не меняет. */
        post: operations["CampaignActsController_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Действие над одной кампанией в том виде, в каком вы её видели: нужен If-Match. Следующие волны идут за переносом и возвратом. */
        post: operations["CampaignActsController_orderOne"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Подтвердить отключение этой даты. В ответе — отказы от Госуслуг: без бумажной замены отключение не состоится. */
        post: operations["CampaignActsController_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaign-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Заявки о другой дате, новые сначала. */
        get: operations["CampaignRequestsController_list"];
        put?: never;
        /** Директор просит другую дату. Сразу проверяется, что такой перенос возможен. */
        post: operations["CampaignRequestsController_ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaign-requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Одна заявка: кто просил, кто согласовал, кто решил и почему. */
        get: operations["CampaignRequestsController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaign-requests/{id}/agree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Муниципалитет согласен. */
        post: operations["CampaignRequestsController_agree"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaign-requests/{id}/disagree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Муниципалитет не согласен: заявка закрыта. */
        post: operations["CampaignRequestsController_disagree"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaign-requests/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Регион утверждает: дата переносится сразу, вместе со следующими волнами. */
        post: operations["CampaignRequestsController_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaign-requests/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Регион отказывает. */
        post: operations["CampaignRequestsController_refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaign-requests/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Директор отзывает свою заявку. */
        post: operations["CampaignRequestsController_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaign-policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Политики всех журналов региона: пороги условий и остальное. */
        get: operations["CampaignPoliciesController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaign-policies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Задать политику журнала целиком. */
        put: operations["CampaignPoliciesController_change"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaign-schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** График региона: даты волн по журналам. */
        get: operations["CampaignPoliciesController_listSchedules"];
        /** Задать даты волн одного журнала. Идущие кампании не сдвигаются; школы, которые появятся позже, получат эти даты. */
        put: operations["CampaignPoliciesController_plan"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar-days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Календарь региона и ваших школ. С 25 августа по 15 сентября отключать нельзя и без записи в нём. */
        get: operations["CalendarDaysController_list"];
        put?: never;
        /** Добавить период. В ответе — назначенные даты отключения, которые теперь запрещены. */
        post: operations["CalendarDaysController_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar-days/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Изменить период. */
        put: operations["CalendarDaysController_change"];
        post?: never;
        /** Убрать период. */
        delete: operations["CalendarDaysController_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaign-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Открытые задачи кампаний, старые сначала: школе — её, муниципалитету — его школ, региону — все. */
        get: operations["CampaignTasksController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaign-tasks/{id}/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Задача сделана. */
        post: operations["CampaignTasksController_done"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schools/{id}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Пароли школы: счёт по состояниям и волнам и сами записи; имена под маской. */
        get: operations["CredentialsController_ofSchool"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credentials/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Пароль одной записи и его история словами. */
        get: operations["CredentialsController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deletion-acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Акты об уничтожении паролей, которые касаются ваших школ; новые сначала. */
        get: operations["AdminDeletionActsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deletion-acts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Один акт с подписью журнала. */
        get: operations["AdminDeletionActsController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brownouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Окна ваших школ, поздние сначала: состояние, засчитано ли, скольким отказано и сколько из них привязалось. */
        get: operations["BrownoutsController_list"];
        put?: never;
        /** Запланировать окна для школ и волн одним действием. Где нельзя, там окна не будет, и ответ скажет почему. */
        post: operations["BrownoutsController_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brownouts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Одно окно. */
        get: operations["BrownoutsController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brownouts/{id}/hits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Кому окно отказало и кто из них привязался за 48 часов; имена под маской. */
        get: operations["BrownoutsController_hits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brownouts/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Кого коснулось бы: числа по школам и волнам, чему мешает календарь, и когда можно. Ничего не меняет. */
        post: operations["BrownoutsController_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brownouts/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Отменить запланированное окно или закончить идущее раньше срока. */
        post: operations["BrownoutsController_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brownout-acts/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Отменить все окна одного действия: запланированные — совсем, идущие закончить сейчас. */
        post: operations["BrownoutActsController_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/brownout-report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** По школам: скольким отказано и сколько из них привязалось за 48 часов. Учётная запись считается один раз. */
        get: operations["BrownoutActsController_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lesson-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Когда идут уроки: часы региона и школ, у которых они свои. Пробные отключения на них не попадают. */
        get: operations["BrownoutActsController_lessons"];
        /** Записать часы уроков региона или одной школы. */
        put: operations["BrownoutActsController_recordLessons"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/break-glass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Аварийный доступ: запросы и включения, новые сначала. */
        get: operations["EmergenciesController_listBreakGlass"];
        put?: never;
        /** Запросить аварийный доступ для региона. Включит его второй человек, не позже чем через час. */
        post: operations["EmergenciesController_requestBreakGlass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/break-glass/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Подтвердить чужой запрос: пароли региона действуют с этой минуты и до названного срока. */
        post: operations["EmergenciesController_approveBreakGlass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/break-glass/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Закончить раньше срока или отозвать запрос; второй человек для этого не нужен. */
        post: operations["EmergenciesController_endBreakGlass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/esia-outages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Недоступность Госуслуг: когда, кем объявлена, чем кончилась; новые сначала. */
        get: operations["EmergenciesController_listOutages"];
        put?: never;
        /** Объявить недоступность Госуслуг: до отключения паролей они действуют с предупреждением, после него это ничего не меняет. */
        post: operations["EmergenciesController_declareOutage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/esia-outages/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Госуслуги снова работают. */
        post: operations["EmergenciesController_endOutage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credentials/{id}/locks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Блокировки учётной записи. */
        get: operations["SecurityLocksController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credentials/{id}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Заблокировать пароль на слово пользователя. */
        post: operations["SecurityLocksController_lock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credentials/{id}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Снять блокировку: школа — когда основание отпало, ответственный за безопасность — всегда. */
        post: operations["SecurityLocksController_unlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Где пароль ещё действует после отключения: система, школа, канал; последние сначала. */
        get: operations["IncidentsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Закрыть: причина устранена. Следующий вход по паролю откроет новый инцидент. */
        post: operations["IncidentsController_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/probe-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Проверочные записи, которые действуют. */
        get: operations["ProbesController_list"];
        put?: never;
        /** Внести проверочную запись. */
        post: operations["ProbesController_record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/probe-accounts/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Больше не проверять этой записью. */
        post: operations["ProbesController_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/probe-accounts/{id}/tries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Сообщить, что вход по паролю этой записи пробовали. Удача после отключения открывает инцидент. */
        post: operations["ProbesController_reportTry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/probe-coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Доказательство: какая система и какой канал проверены после отключения и что вышло. */
        get: operations["ProbesController_coverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schools/{id}/password-usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Записи школы: кто за 30 дней входил по паролю и сколько раз, или чей пароль не используется. Имена под маской. */
        get: operations["SignInUsageController_ofSchool"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/password-usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Школы вашей области: сколько записей ещё входят по паролю. Людей здесь нет. */
        get: operations["SignInUsageController_ofSchools"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/export.{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Показатели на дату файлом в форме министерства. Выгрузка записывается. */
        get: operations["StatisticsExportsController_day"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/federal.{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Федеральная выгрузка: только числа, только закрытые периоды, малые ячейки скрыты. Выгрузка записывается. */
        get: operations["StatisticsExportsController_federal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/charts/coverage.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** График охвата и прироста, SVG без сценариев: читается и в чёрно-белой печати. */
        get: operations["StatisticsExportsController_chart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/rankings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Рейтинг по доле привязанных: от 10 несовершеннолетних; малые ячейки скрыты. */
        get: operations["StatisticsExportsController_rankings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/indicators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Показатели: что каждый говорит, из чего считается, на каких уровнях есть. */
        get: operations["StatisticsController_indicators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Показатели одной единицы на день: последний посчитанный или любой прошлый. */
        get: operations["StatisticsController_unit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/children": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Что ниже: регион → муниципалитеты или учредители → школы → параллели → классы. Классы видит только сама школа. */
        get: operations["StatisticsController_children"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Показатели одной единицы по дням, неделям или месяцам. */
        get: operations["StatisticsController_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Редакции дня: первая посчитана в срок, следующие — после исправлений прошлого. */
        get: operations["StatisticsController_revisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Чем редакции одного дня различаются: сданное рядом с уточнённым, по единицам и столбцам. */
        get: operations["StatisticsController_differences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Политика статистики региона: с какого дня идёт кампания. */
        get: operations["StatisticsPolicyController_read"];
        /** Задать первый день кампании: от него считается прирост «с начала кампании» (I-24). */
        put: operations["StatisticsPolicyController_change"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/growth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Прирост показателей единицы между двумя днями, за неделю, за месяц или с начала кампании. */
        get: operations["GrowthController_between"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/growth/decomposition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Из чего сложился прирост привязанных: новые и потерянные привязки, прибывшие и выбывшие, дни рождения. Сумма сходится до человека. */
        get: operations["GrowthController_decomposition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/declarations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ученики своего класса или школы и то, что о них известно. Каждое чтение записывается в аудит. */
        get: operations["DeclarationsController_list"];
        put?: never;
        /** Отметить «УЗ создана» у одного ученика. */
        post: operations["DeclarationsController_record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/declarations/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Отметить учеников одного класса: ответ о каждом, записывается всё, что можно записать. */
        post: operations["DeclarationsController_recordClass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/declarations/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Отозвать отметку: она ошибочна или семья передумала. Прошлые дни не меняются. */
        post: operations["DeclarationsController_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ученики школы или класса на день: кто не привязан, у кого расхождение. Каждое чтение записывается в аудит. */
        get: operations["DrillDownController_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/declared": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Заявлено, привязано и используется рядом, с пометкой расхождения. Классы видит только их школа. */
        get: operations["DrillDownController_declared"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/deviation-threshold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** С какого расхождения числа помечаются. */
        get: operations["DrillDownController_threshold"];
        /** Изменить порог расхождения. Числа не меняются, меняются пометки. */
        put: operations["DrillDownController_setThreshold"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/process": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Показатели хода перехода за день: входы по паролю, риск, дела, пробные отключения. С If-None-Match ответит 304. */
        get: operations["ProcessController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Напоминания о несданном, ближний срок сначала: последнее по каждому отчёту и своду. Сдали — напоминания нет. */
        get: operations["ReportBoardController_remindersOf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/discipline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Дисциплина отчётности: в срок, с опозданием, не сдано; доли, медиана времени приёма и место. */
        get: operations["ReportBoardController_discipline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/federal-comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Сверка с формой ОО-1 по школам: числа формы, наши за тот же день и разница. */
        get: operations["FederalTotalsController_compare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/federal-totals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Записать числа ОО-1 одной школы; чтобы исправить записанные, нужен If-Match. */
        put: operations["FederalTotalsController_enter"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/federal-totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Загрузить числа ОО-1 файлом CSV: все строки или ни одной. Записанные раньше за этот день заменяются. */
        post: operations["FederalTotalsController_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rollups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Своды: новые периоды сначала, внутри периода по названию муниципалитета. */
        get: operations["RollupsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rollups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Свод: числа по столбцам формы, школы и чего не хватает. ETag нужен, чтобы собрать, сдать, принять, вернуть. */
        get: operations["RollupsController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rollups/{id}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Подписанные редакции, новые сначала: что именно было сдано, с отпечатком. Они не меняются. */
        get: operations["RollupsController_revisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rollups/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** История: кто, когда и почему сделал со сводом. */
        get: operations["RollupsController_steps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rollups/{id}/build": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Собрать числа свода из принятых отчётов: ученики складываются, взрослые считаются без повторов. */
        post: operations["RollupsController_build"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rollups/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Руководитель муниципального органа подписывает и сдаёт свод. Школы без принятого отчёта названы, каждая с причиной. */
        post: operations["RollupsController_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rollups/{id}/recall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Руководитель отзывает сданный свод, пока министерство его не приняло. */
        post: operations["RollupsController_recall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rollups/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Вернуть свод: причина, новый срок, школы, чьи отчёты открываются снова. Принятый — пока период не закрыт. */
        post: operations["RollupsController_return"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rollups/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Министерство принимает свод. */
        post: operations["RollupsController_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-periods/{id}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Закрыть период: все отчёты и своды сразу. Принятые публикуются, остальные названы отсутствующими. Повтор ничего не меняет. */
        post: operations["PeriodLocksController_lock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-periods/{id}/publication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Опубликованные числа закрытого периода: принятые отчёты, своды, регион и список отсутствующих. */
        get: operations["PeriodLocksController_publication"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Запросы на исправление, новые сначала. */
        get: operations["ReportCorrectionsController_list"];
        put?: never;
        /** Руководитель школы просит исправить закрытый отчёт. Расхождения с самым новым пересчётом запоминаются сразу. */
        post: operations["ReportCorrectionsController_ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-corrections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Один запрос с таблицей расхождений: что сдано и что говорит новый пересчёт. */
        get: operations["ReportCorrectionsController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-corrections/{id}/agree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Муниципалитет согласен с исправлением отчёта своей школы. */
        post: operations["ReportCorrectionsController_agree"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-corrections/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Министерство утверждает: отчёт открыт новой редакцией, свод — черновик; прежние редакции остаются. */
        post: operations["ReportCorrectionsController_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-corrections/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Министерство отказывает: отчёт остаётся закрытым. */
        post: operations["ReportCorrectionsController_refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Формы отчётов со столбцами, у каждой новые версии сначала. */
        get: operations["ReportFormsController_list"];
        put?: never;
        /** Опубликовать новую версию формы. Опубликованное не меняется; открытые периоды остаются на своей версии. */
        post: operations["ReportFormsController_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Периоды, в которых вам видны отчёты, новые сначала. */
        get: operations["ReportPeriodsController_list"];
        put?: never;
        /** Открыть период: каждая обязанная школа получает отчёт, заполненный из снимка на эту дату. */
        post: operations["ReportPeriodsController_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-periods/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Один период. */
        get: operations["ReportPeriodsController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Отчёты школ: новые периоды сначала, внутри периода по названию школы. */
        get: operations["ReportsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Отчёт: столбцы по порядку формы, свои числа школы, проверки. ETag нужен, чтобы изменить, сдать, принять, вернуть. */
        get: operations["ReportsController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Школа вписывает свои числа, объяснения и примечание. Расчётные столбцы не меняются. */
        patch: operations["ReportMovesController_fill"];
        trace?: never;
    };
    "/api/v1/reports/{id}/legal-entity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Юридическое лицо: отчёты школы и её филиалов с тем же ИНН за период и их итог. */
        get: operations["ReportsController_legalEntity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Подписанные редакции: что именно было сдано, с отпечатком. Они не меняются. */
        get: operations["ReportsController_revisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** История: кто, когда и почему сделал с отчётом. */
        get: operations["ReportsController_steps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** До срока: взять самый новый пересчёт за ту же дату. Свои числа и объяснения остаются. */
        post: operations["ReportMovesController_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Руководитель школы подписывает и сдаёт отчёт. После срока тоже можно: с отметкой late. */
        post: operations["ReportMovesController_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/recall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Руководитель школы отзывает сданный отчёт, пока его не приняли. */
        post: operations["ReportMovesController_recall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Вернуть школе: причина, новый срок, замечания по столбцам. Принятый отчёт — пока свод не сдан. */
        post: operations["ReportMovesController_return"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Принять: муниципалитет — отчёты своих школ, министерство — школ, которые отчитываются прямо. */
        post: operations["ReportMovesController_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-periods/{id}/export.{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Отчётный период файлом: принятые показатели; школа и муниципалитет до закрытия видят и свои проекты. Выгрузка записывается. */
        get: operations["ReportExportsController_period"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/export.{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Отчёт одной школы файлом: до принятия — с пометкой «проект». Выгрузка записывается. */
        get: operations["ReportExportsController_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Новые снимки и новые редакции прежних дней со строками вашей области. Кто продолжает с next_cursor, ничего не пропустит и не получит дважды. */
        get: operations["StatisticsChangesController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Сообщения людям ваших школ, новые сначала: канал, адрес под маской, что с ними стало. */
        get: operations["DeliveriesController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Сколько сообщений в каком состоянии, по каналам и причинам; без людей. */
        get: operations["DeliveriesController_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/delivery-opt-outs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Записать отказ человека от необязательных сообщений по каналу; обязательные придут и дальше. */
        post: operations["DeliveriesController_optOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/delivery-opt-outs/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Записать, что человек снова хочет получать необязательные сообщения. */
        post: operations["DeliveriesController_optIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/link-claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Принять заявление журнала: он проверил старый пароль этой учётной записи. */
        post: operations["LinkClaimsController_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/roster-imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Принять контингент в JSON. Отвечает, когда тело получено; загрузка идёт дальше сама. */
        post: operations["RosterPushesController_receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/roster-imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Одна загрузка этого журнала: состояние, счёт, ошибки; без людей. */
        get: operations["RosterPushesController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/deletion-acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Принять подписанный акт об уничтожении хешей паролей. Тот же номер с тем же содержанием вернёт тот же ответ. */
        post: operations["DeletionActsController_receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/sign-in-decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Решить, пускать ли по старому паролю: спросите до его проверки. */
        post: operations["SignInDecisionsController_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/accounts/{externalId}/reenable-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Передать школе просьбу пользователя возобновить вход по паролю. Повторная просьба — та же самая (200). */
        post: operations["AccountOverlaysController_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/accounts/{externalId}/credential-issued": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Сообщить, что пароль, заказанный школой (credential.ordered), выдан. Повтор ничего не меняет. */
        post: operations["AccountOverlaysController_issued"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** События вашей системы по порядку; хранятся 90 дней. */
        get: operations["EventsController_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/events/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Повторить вызовы webhook с номера, включая те, от которых мы отступились. */
        post: operations["EventsController_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/events/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Прислать себе пробное событие о своей записи: в ленту и, если он задан, в webhook. До 600 в час. */
        post: operations["EventsController_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/accounts/{externalId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Одна ваша запись: привязка, старый пароль и решение о входе. С If-None-Match — 304, если ничего не изменилось. */
        get: operations["AccountsController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Данные для решений без связи с нами, подписанные (JWS). Спрашивайте с cursor раз в 10 минут, пока has_more — сразу. */
        get: operations["PolicyController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/sign-in-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Сообщить о входах: до 1000 событий за раз, в любом порядке, сколько угодно раз. */
        post: operations["SignInEventsController_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/v1/accounts/{externalId}/credential/undo-unused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Включить снова пароль, который отключён как неиспользуемый: владелец попросил, и вы его проверили. */
        post: operations["UnusedCredentialsController_undoUnused"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ApiKeyDto: {
            id: string;
            name: string;
            basis: string;
            /** @description region или municipality. */
            scope: string;
            municipality_id: string | null;
            municipality_name: string | null;
            rights: string[];
            /** @description Начало ключа, по нему его можно узнать: ph_live_<prefix>_… */
            prefix: string;
            /** @description Пусто — откуда угодно. */
            allowed_addresses: string[];
            /** @description live — действует; retiring — действует, но замена выпущена; retired, expired, revoked — не действует. */
            state: string;
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description С этого мига ключ не действует.
             */
            expires_at: string;
            /** @description Вместо какого ключа выпущен. */
            predecessor_id: string | null;
            successor_id: string | null;
            /**
             * Format: date-time
             * @description Конец времени перехода на преемника.
             */
            retires_at: string | null;
            /** Format: date-time */
            revoked_at: string | null;
            revoke_reason: string | null;
            /**
             * Format: date-time
             * @description С запаздыванием до 10 секунд.
             */
            last_used_at: string | null;
            /** @description Для If-Match при замене. */
            etag: string;
        };
        ApiKeysPageDto: {
            items: components["schemas"]["ApiKeyDto"][];
            next_cursor: string | null;
        };
        ApiKeyUseDto: {
            /** @description День региона. */
            day: string;
            /** @description Принятых запросов. */
            requests: number;
            /** @description Отказов: ключ не действует, чужая сеть, нет права. */
            refusals: number;
            /** Format: date-time */
            last_at: string;
        };
        ApiKeyUsesPageDto: {
            items: components["schemas"]["ApiKeyUseDto"][];
            next_cursor: string | null;
        };
        NewApiKeyDto: {
            /** @description Чья система будет читать: останется в списке. */
            name: string;
            /** @description На каком основании: письмо, соглашение. */
            basis: string;
            /**
             * Format: uuid
             * @description Муниципалитет, чьи школы видны по ключу; без него — весь регион.
             */
            municipality_id?: string;
            /** @description statistics.read — показатели; statistics.export — выгрузки. */
            rights: ("statistics.read" | "statistics.export")[];
            /** @description Сети, из которых ключ действует: 203.0.113.7/32, 10.20.0.0/16; без них — откуда угодно. */
            allowed_addresses?: string[];
            /** @description Последний день ключа, ГГГГ-ММ-ДД: не дальше года. */
            expires_on: string;
        };
        MadeApiKeyDto: {
            /** @description Сам ключ: показан один раз. null — этот запрос уже выполнен раньше, ключ показан тогда. */
            secret: string | null;
            key: components["schemas"]["ApiKeyDto"];
        };
        ApiKeyRotationDto: {
            /** @description Последний день нового ключа, ГГГГ-ММ-ДД: не дальше года. */
            expires_on: string;
            /**
             * @description Сколько часов прежний ключ ещё действует, от 0 до 720; без этого поля — 7 суток.
             * @default 168
             */
            overlap_hours?: number;
        };
        ApiKeyRevocationDto: {
            /** @description Почему: останется в аудите. */
            reason: string;
        };
        TodayTaskDto: {
            /**
             * @description Вид работы, не меняется от версии к версии.
             * @example LINK_REVIEW
             */
            code: string;
            /** @description Подвид: код задачи или волна. */
            about: string | null;
            /**
             * @description Что сделать, одним предложением.
             * @example Решите дела о привязке: 5.
             */
            text: string;
            /**
             * @description Сколько таких дел.
             * @example 5
             */
            count: number;
            /**
             * @description overdue — срок прошёл, today — сегодня, week — в ближайшие семь дней, later — позже, none — без срока.
             * @example week
             * @enum {string}
             */
            urgency: "none" | "today" | "later" | "week" | "overdue";
            /**
             * @description Последний день, когда это ещё вовремя.
             * @example 2026-11-27
             */
            due_on: string | null;
            /**
             * @description С какого дня ждёт самое старое.
             * @example 2026-10-28
             */
            waiting_since: string | null;
            /**
             * @description Где это в API: список тех самых дел.
             * @example /api/v1/link-reviews?state=open
             */
            href: string;
        };
        TodayDto: {
            /**
             * @description Сегодня в часовом поясе региона.
             * @example 2026-11-22
             */
            day: string;
            school_id: string | null;
            /** @description Срочное сначала: просроченное, со сроком, без срока; среди равных — что ждёт дольше. */
            tasks: components["schemas"]["TodayTaskDto"][];
        };
        ReviewDecisionRowDto: {
            /**
             * Format: uuid
             * @description Дело.
             */
            id: string;
            /**
             * @description Ревизия дела, какой вы её видели в списке.
             * @example 1
             */
            revision: number;
            /**
             * @description approve — одобрить, reject — отказать.
             * @enum {string}
             */
            decision: "approve" | "reject";
            /**
             * Format: uuid
             * @description Запись журнала этого человека: нужна, чтобы одобрить.
             */
            account_id?: string;
            /** @description На чём основано решение; остаётся в деле. */
            reason: string;
            /** @description Номер и дата документа: нужен, если роль взрослого открывают несовершеннолетнему. */
            basis?: string;
        };
        ReviewDecisionsDto: {
            /** @description Решения, от 1 до 100; каждое исполняется само по себе. */
            decisions: components["schemas"]["ReviewDecisionRowDto"][];
        };
        RowResultDto: {
            /** @description О какой записи строка. */
            id: string;
            /** @description true — исполнено. */
            done: boolean;
            /**
             * @description Что вышло: linked, first_of_two (ждёт второго администратора), rejected, revoked, closed; null, если не исполнено.
             * @example linked
             */
            result: string | null;
            /** @description Код ошибки этой строки; null, если исполнено. */
            code: string | null;
            /** @description Что не так и что сделать; null, если исполнено. */
            detail: string | null;
        };
        BulkResultDto: {
            /** @description Сколько строк исполнено. */
            done: number;
            /** @description Сколько не исполнено: остальным строкам это не мешает. */
            refused: number;
            /** @description По строке на строку запроса, в его порядке. */
            items: components["schemas"]["RowResultDto"][];
        };
        LinkRevocationRowDto: {
            /**
             * Format: uuid
             * @description Привязка.
             */
            id: string;
            /**
             * @description Почему.
             * @enum {string}
             */
            reason: "school_error" | "wrong_person" | "user_request" | "court_order" | "representation_ended" | "security_incident";
            /** @description Документ, на котором основано решение. */
            basis?: string;
        };
        LinkRevocationsDto: {
            /** @description Привязки, от 1 до 100; каждая прекращается сама по себе. */
            revocations: components["schemas"]["LinkRevocationRowDto"][];
        };
        TasksDoneDto: {
            /** @description Задачи, от 1 до 100; каждая закрывается сама по себе. */
            ids: string[];
            /** @description Что сделано. */
            note?: string;
        };
        SchoolMunicipalityDto: {
            id: string;
            name: string;
            /** @description Код ОКТМО: 8 или 11 цифр. */
            oktmo: string;
        };
        SchoolDto: {
            id: string;
            full_name: string;
            short_name: string;
            /** @description Вид организации: primary, basic, secondary, gymnasium, lyceum, boarding, cadet, special, evening, preschool, vocational. */
            kind: string;
            /** @description Учредитель: municipal, regional, federal или private. */
            founder_type: string;
            municipality: components["schemas"]["SchoolMunicipalityDto"];
            inn: string | null;
            ogrn: string | null;
            /** @description Дата закрытия, ГГГГ-ММ-ДД. */
            closed_on: string | null;
        };
        SchoolsPageDto: {
            items: components["schemas"]["SchoolDto"][];
            /** @description Передайте в cursor, чтобы получить следующую страницу; null на последней. */
            next_cursor: string | null;
        };
        ReorganisationOrderDto: {
            /**
             * @description merge — школа целиком присоединяется к другой; split — часть классов переходит в другую или новую школу.
             * @enum {string}
             */
            kind: "merge" | "split";
            /**
             * Format: uuid
             * @description Школа-преемник.
             */
            to_school_id: string;
            /** @description День, с которого ученики и сотрудники числятся в преемнике, ГГГГ-ММ-ДД; не позже сегодняшнего. */
            happens_on: string;
            /** @description Основание: вид, номер и дата акта. */
            basis: string;
            /** @description При разделении: классы, которые переходят вместе с учениками. */
            class_ids?: string[];
        };
        ReorganisationMovedDto: {
            enrollments: number;
            appointments: number;
            accounts: number;
        };
        ReorganisationDto: {
            id: string;
            /** @description merge или split. */
            kind: string;
            from_school_id: string;
            to_school_id: string;
            /** @description ГГГГ-ММ-ДД. */
            happens_on: string;
            basis: string;
            /** Format: date-time */
            recorded_at: string;
            moved: components["schemas"]["ReorganisationMovedDto"];
        };
        RosterImportAcceptedDto: {
            /** @description Номер загрузки: по нему узнают, чем она кончилась. */
            id: string;
        };
        KindCountsDto: {
            inserted: number;
            updated: number;
            unchanged: number;
            removed: number;
            set_aside: number;
        };
        ImportProgressDto: {
            /** @description waiting, reading, unchanged, matching, comparing, people, ties, accounts, finishing. */
            step: string;
            /** @description Шаг словами. */
            step_name: string;
            files_read: number;
            files_total: number;
            rows_read: number;
            /** @description Известно, когда прочитан последний файл. */
            rows_total: number | null;
            /**
             * Format: date-time
             * @description Когда загрузка последний раз подала знак; не старше нескольких секунд, пока она идёт.
             */
            heartbeat_at: string | null;
        };
        SchoolChangeDto: {
            school_id: string;
            /** @description Сколько учеников выбыло бы. */
            left: number;
            /** @description Скольким изменилось бы имя, дата рождения, СНИЛС или школа. */
            changed: number;
            pupils: number;
        };
        RegionChangeDto: {
            affected: number;
            pupils: number;
        };
        MassChangeDto: {
            /** @description Чьё решение: school — администратора этой школы, ministry — министерства. */
            decides: string;
            /** @description Чьего решения ждём сейчас: school, municipality или ministry; через три дня — уровнем выше. */
            level: string | null;
            /** Format: date-time */
            level_since: string | null;
            schools: components["schemas"]["SchoolChangeDto"][];
            /** @description Если затронуто больше 1 % учеников региона. */
            region: components["schemas"]["RegionChangeDto"] | null;
        };
        IssueTotalsDto: {
            structure: number;
            row: number;
            field: number;
            warning: number;
        };
        RosterImportDto: {
            /** @description Что сделано со строками каждого вида; вид, чей файл не пришёл, не назван. */
            counts: {
                [key: string]: components["schemas"]["KindCountsDto"];
            };
            id: string;
            school_id: string | null;
            source: string;
            /** @description uploaded, validating, invalid, ready, needs_approval, applying, applied, failed, rejected, discarded, rolled_back. */
            state: string;
            dry_run: boolean;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            finished_at: string | null;
            /** @description Как далеко идущая загрузка; после конца — последний шаг. */
            progress: components["schemas"]["ImportProgressDto"] | null;
            /** @description Что остановило загрузку или остановило бы; только счёт. */
            mass_change: components["schemas"]["MassChangeDto"] | null;
            /** Format: date-time */
            decided_at: string | null;
            decision_reason: string | null;
            /** Format: date-time */
            rolled_back_at: string | null;
            issues: components["schemas"]["IssueTotalsDto"] | null;
            /** @description Файлы те же, что и в прошлый раз: ничего не записано. */
            skipped: boolean;
        };
        RosterImportsPageDto: {
            items: components["schemas"]["RosterImportDto"][];
            next_cursor: string | null;
        };
        ImportIssueDto: {
            no: number;
            file: string;
            /** @description Номер строки, как его показывает Excel: заголовок — первая. */
            row: number | null;
            column: string | null;
            /** @description structure — загрузка отвергнута; row — строка отложена; field — поле не принято; warning — принято. */
            severity: string;
            code: string;
            message: string;
        };
        ImportIssuesDto: {
            items: components["schemas"]["ImportIssueDto"][];
        };
        DifferenceCountsDto: {
            /** @description У скольких из них изменится каждое поле. */
            attributes: {
                [key: string]: number;
            };
            /** @description student, representative или staff. */
            kind: string;
            school_id: string | null;
            school: string | null;
            /** @description added, changed, moved_class, returned или left. */
            change: string;
            records: number;
        };
        ChangedValueDto: {
            /** @description school, class, valid_from или valid_to: остальные значения не показываются. */
            attribute: string;
            was: string | null;
            will_be: string | null;
        };
        DifferenceRowDto: {
            no: number;
            kind: string;
            change: string;
            school_id: string | null;
            /** @description Имя скрыто: И*** П. С. */
            who: string;
            /** @description Вид файла; null у того, кого в файлах нет. */
            file: string | null;
            row: number | null;
            /** @description Какие поля изменятся. */
            attributes: string[];
            values: components["schemas"]["ChangedValueDto"][];
        };
        ImportDifferenceDto: {
            counts: components["schemas"]["DifferenceCountsDto"][];
            items: components["schemas"]["DifferenceRowDto"][];
            next_cursor: string | null;
        };
        PlaceSchoolDto: {
            id: string;
            short_name: string;
        };
        PersonPlaceDto: {
            /** @description student, representative или staff. */
            kind: string;
            school: components["schemas"]["PlaceSchoolDto"];
            /** @description «5А» ученика или ребёнка. */
            class_label: string | null;
        };
        PersonDto: {
            id: string;
            /** @description Скрытое имя вида «И*** П. С.»; у защищённого человека в списке — null. */
            name: string | null;
            birth_year: number | null;
            /** @description «***-***-*** 95»; null, если верного СНИЛС нет. */
            snils: string | null;
            readiness: string | null;
            /** @description SNILS_DUPLICATE_FAMILY: номер родителя у ребёнка. */
            problem: string | null;
            protected: boolean;
            deceased: boolean;
            /** @description ФИО человек ввёл о себе сам. */
            names_self_typed: boolean;
            places: components["schemas"]["PersonPlaceDto"][];
            /** @description linked, suspended, pending, exempt, refusal, declared — по школам, которые вам видны; пусто — не привязан. */
            standings: string[];
        };
        PeoplePageDto: {
            items: components["schemas"]["PersonDto"][];
            next_cursor: string | null;
        };
        PeopleSearchDto: {
            /**
             * @description Сколько записей вернуть, от 1 до 200.
             * @default 50
             */
            limit?: number;
            /** @description Значение next_cursor предыдущей страницы. */
            cursor?: string;
            /**
             * Format: uuid
             * @description Только эта школа.
             */
            school_id?: string;
            /**
             * Format: uuid
             * @description Только этот класс.
             */
            class_id?: string;
            /** @description Начало фамилии. */
            search?: string;
            /**
             * @description Готовность к привязке: ready, snils_missing, snils_invalid, snils_duplicate, no_snils_foreign, birthdate_missing.
             * @enum {string}
             */
            readiness?: "ready" | "snils_missing" | "snils_invalid" | "snils_duplicate" | "no_snils_foreign" | "birthdate_missing";
            /**
             * @description true — только защищённые люди, без имени, школы и класса; иначе их в списке нет.
             * @default false
             */
            protected?: boolean;
            /**
             * @description Отношение к Госуслугам: linked, not_linked, suspended, pending (привязка ждёт), exempt, refusal, declared (заявлено, что
             *     запись есть), data_error (данные с ошибкой).
             * @enum {string}
             */
            standing?: "linked" | "not_linked" | "suspended" | "pending" | "exempt" | "refusal" | "declared" | "data_error";
            /**
             * @description Кто это в школе: student, representative или staff.
             * @enum {string}
             */
            kind?: "student" | "representative" | "staff";
            /**
             * @description Номер целиком, в любой записи. Поиск по номеру считается и записывается в аудит.
             * @example 112-233-445 95
             */
            snils?: string;
        };
        PersonRecordDto: {
            id: string;
            /** @description student, representative или staff. */
            kind: string;
            source: string;
            /** @description Идентификатор строки в источнике. */
            source_id: string;
            /** @description Чья это запись, решил человек: загрузка её не переносит. */
            pinned: boolean;
        };
        PersonCardDto: {
            id: string;
            /** @description Скрытое имя вида «И*** П. С.»; у защищённого человека в списке — null. */
            name: string | null;
            birth_year: number | null;
            /** @description «***-***-*** 95»; null, если верного СНИЛС нет. */
            snils: string | null;
            readiness: string | null;
            /** @description SNILS_DUPLICATE_FAMILY: номер родителя у ребёнка. */
            problem: string | null;
            protected: boolean;
            deceased: boolean;
            /** @description ФИО человек ввёл о себе сам. */
            names_self_typed: boolean;
            places: components["schemas"]["PersonPlaceDto"][];
            /** @description linked, suspended, pending, exempt, refusal, declared — по школам, которые вам видны; пусто — не привязан. */
            standings: string[];
            records: components["schemas"]["PersonRecordDto"][];
            /** @description Сведения, исправленные школой: names, birth_date, snils, gender, citizenship. */
            attributes_by_hand: string[];
            /** @description Действующие защиты: adoption, state_protection, court. */
            protections: string[];
        };
        PersonRevealDto: {
            /**
             * @description snils, birth_date или name.
             * @enum {string}
             */
            field: "snils" | "birth_date" | "name";
            /**
             * @description Зачем: compare_with_document, person_asks, source_asks или authority_asks.
             * @enum {string}
             */
            reason: "compare_with_document" | "person_asks" | "source_asks" | "authority_asks";
        };
        RevealedDto: {
            /** @description null, если значения нет. */
            value: string | null;
        };
        PersonNameBody: {
            /** @description Фамилия. */
            last_name: string;
            /** @description Имя. */
            first_name: string;
            /** @description Отчество; нет — если его нет. */
            middle_name?: string;
        };
        CorrectionBody: {
            /** @description ФИО целиком, если оно исправляется. */
            name?: components["schemas"]["PersonNameBody"];
            /** @description Дата рождения. */
            birth_date?: string;
            /** @description СНИЛС; верный прежний вручную не заменяется. */
            snils?: string;
            /**
             * @description Пол: M или F.
             * @enum {string}
             */
            gender?: "M" | "F";
            /** @description Гражданство кодом ISO 3166-1 из трёх букв. */
            citizenship?: string;
            /** @description Документ-основание. */
            basis: string;
        };
        CorrectionDto: {
            /** @description Что исправлено: names, birth_date, snils, gender, citizenship. */
            attributes: string[];
        };
        MergeBody: {
            /**
             * Format: uuid
             * @description Человек, чьи записи переходят.
             */
            other_id: string;
            /** @description Почему это один человек. */
            reason: string;
        };
        DecisionDto: {
            id: string;
            /** @description proposed — ждёт второго администратора; done — исполнено; undone — отменено; withdrawn — отозвано. */
            state: string;
        };
        SplitBody: {
            /** @description Записи, которые относятся к другому человеку. */
            record_ids: string[];
            /** @description Почему это разные люди. */
            reason: string;
        };
        SplitDto: {
            id: string;
            /** @description Новый человек, к которому перешли записи. */
            new_person_id: string;
        };
        ProtectionBody: {
            /**
             * @description Вид защиты: adoption, state_protection или court.
             * @enum {string}
             */
            kind: "adoption" | "state_protection" | "court";
            /** @description Документ-основание. */
            basis: string;
        };
        AdoptionBody: {
            /** @description Фамилия. */
            last_name: string;
            /** @description Имя. */
            first_name: string;
            /** @description Отчество; нет — если его нет. */
            middle_name?: string;
            /** @description Дата рождения по новому свидетельству. */
            birth_date: string;
            /** @description СНИЛС, если уже выдан. */
            snils?: string;
            /** @description Представители, которые остаются. */
            kept_representative_ids?: string[];
            /** @description Документ-основание. */
            basis: string;
        };
        NewPersonDto: {
            id: string;
        };
        DeathBody: {
            /** @description Дата смерти. */
            date: string;
            /** @description Документ-основание. */
            basis: string;
        };
        QualityCountDto: {
            /** @description Сколько людей с каждой ошибкой; у одного человека их может быть несколько. birthdate_missing — «без даты рождения». */
            problems: {
                [key: string]: number;
            };
            school_id: string;
            school_name: string;
            /** @description null — школа целиком. */
            class_id: string | null;
            /** @description «5А». */
            class_label: string | null;
            /** @description student, representative или staff. */
            kind: string;
            /** @description Всего людей, защищённые и без даты рождения в том числе. */
            total: number;
            /** @description Готовы к привязке. */
            ready: number;
        };
        QualityCountsDto: {
            items: components["schemas"]["QualityCountDto"][];
        };
        QualityPersonDto: {
            id: string;
            /** @description Скрытое имя вида «И*** П. С.». */
            name: string;
            birth_year: number | null;
            /** @description «***-***-*** 95»; null, если верного СНИЛС нет. */
            snils: string | null;
            /** @description student, representative или staff. */
            kind: string;
            school_id: string;
            school_name: string;
            class_label: string | null;
            /** @description Идентификаторы строк в источнике: по ним человека находят там. */
            source_ids: string[];
            readiness: string;
            problems: string[];
        };
        QualityPeopleDto: {
            items: components["schemas"]["QualityPersonDto"][];
            next_cursor: string | null;
        };
        SanityDto: {
            school_id: string;
            school_name: string;
            pupils_without_class: number;
            /** @description Классы, где сегодня кто-нибудь учится. */
            classes: number;
            /** @description Открытые учётные записи классных руководителей. */
            homeroom_accounts: number;
            /** @description На сколько классов записей классных руководителей не хватает. */
            classes_without_homeroom: number;
            representatives_without_child: number;
            accounts_without_person: number;
        };
        SanityListDto: {
            items: components["schemas"]["SanityDto"][];
        };
        PrematchCountDto: {
            /** @description Почему не привяжутся остальные: готовность, representation_in_question, no_account. */
            reasons: {
                [key: string]: number;
            };
            school_id: string;
            school_name: string;
            /** @description null — школа целиком. */
            class_id: string | null;
            class_label: string | null;
            /** @description student, representative или staff. */
            kind: string;
            total: number;
            /** @description Привяжутся сами при первом входе. */
            would_link: number;
            /** @description Доля would_link от total, от 0 до 1; null, если никого нет. */
            share: number | null;
        };
        PrematchDto: {
            items: components["schemas"]["PrematchCountDto"][];
        };
        PrematchPersonDto: {
            id: string;
            /** @description Скрытое имя вида «И*** П. С.». */
            name: string;
            /** @description student, representative или staff. */
            kind: string;
            school_id: string;
            school_name: string;
            class_label: string | null;
            /** @description Готовность, representation_in_question или no_account. */
            reason: string;
        };
        PrematchPeopleDto: {
            items: components["schemas"]["PrematchPersonDto"][];
            next_cursor: string | null;
        };
        PersonMergeDto: {
            id: string;
            /** @description merge — объединение, split — разделение. */
            kind: string;
            /** @description proposed, done, undone или withdrawn. */
            state: string;
            /** @description Кто остался; при разделении — у кого взяты записи. */
            person_id: string;
            /** @description Кто присоединён; при разделении — новый человек. */
            other_id: string;
            reason: string;
            /** Format: date-time */
            decided_at: string;
            /** Format: date-time */
            done_at: string | null;
            /** Format: date-time */
            undone_at: string | null;
        };
        PersonMergesPageDto: {
            items: components["schemas"]["PersonMergeDto"][];
            next_cursor: string | null;
        };
        ReasonBody: {
            /** @description Причина. */
            reason: string;
        };
        ProposedPersonDto: {
            id: string;
            /** @description Скрытое имя вида «И*** П. С.». */
            name: string;
            birth_year: number;
            /** @description «***-***-*** 95»; null, если верного СНИЛС нет. */
            snils: string | null;
            /** @description valid, missing или invalid. */
            snils_state: string;
            /** @description student, representative, staff. */
            kinds: string[];
        };
        MergeProposalDto: {
            /** @description same_school — в одной школе; two_schools — родитель детей двух школ. */
            kind: string;
            one: components["schemas"]["ProposedPersonDto"];
            other: components["schemas"]["ProposedPersonDto"];
        };
        MergeProposalsPageDto: {
            items: components["schemas"]["MergeProposalDto"][];
            next_cursor: string | null;
        };
        DismissalBody: {
            /** @description Причина. */
            reason: string;
            /**
             * Format: uuid
             * @description Один из двух.
             */
            person_id: string;
            /**
             * Format: uuid
             * @description Другой.
             */
            other_id: string;
        };
        RosterTaskDto: {
            id: string;
            code: string;
            school_id: string | null;
            school_name: string | null;
            person_id: string | null;
            /** @description Скрытое имя; у защищённого человека — null. */
            person_name: string | null;
            /** @description Что не так. */
            title: string;
            /** @description Что и где исправить. */
            action: string;
            /** @description Названия полей, никогда не значения. */
            attributes: string[];
            /** Format: date-time */
            opened_at: string;
        };
        RosterTasksPageDto: {
            items: components["schemas"]["RosterTaskDto"][];
            next_cursor: string | null;
        };
        TaskDoneBody: {
            /** @description Что сделано. */
            note: string;
        };
        ImportDecisionDto: {
            /** @description Почему так решено: это увидит загружавший, это останется в журнале действий. */
            reason: string;
        };
        RolledBackDto: {
            /** @description Строк возвращено к прежнему виду. */
            restored: number;
            /** @description Строк удалено. */
            deleted: number;
            /** @description На них есть ссылки (привязки, дела), поэтому они остались и помечены снятыми. */
            marked: number;
            /** @description Их изменили после загрузки, поэтому они оставлены как есть. */
            left: number;
        };
        RestrictionDto: {
            id: string;
            /** @description restriction — ограничение; deprivation — лишение родительских прав. */
            kind: string;
            basis: string;
            valid_from: string;
            valid_to: string | null;
            /** @description Когда записан конец; null — действует или начнётся. */
            ended_at: string | null;
        };
        FamilyTieDto: {
            restrictions: components["schemas"]["RestrictionDto"][];
            id: string;
            child_id: string;
            child_name: string;
            representative_id: string;
            representative_name: string;
            /** @description parent, guardian, trustee, foster_parent, institution_representative; усыновитель назван parent. */
            kind: string;
            /** @description asserted — назван школой; confirmed — подтверждён; disputed — оспорен представителем; ended — прекращён. */
            state: string;
            /** @description Кто подтвердил: school или esia. */
            confirmed_by: string | null;
            valid_from: string;
            valid_to: string | null;
            /** @description Почему прекращён: source, order_expired, deprivation, not_representative, adult, adoption, deceased. */
            end_reason: string | null;
            basis: string | null;
        };
        FamilyTiesDto: {
            items: components["schemas"]["FamilyTieDto"][];
        };
        FamilyTiesPageDto: {
            items: components["schemas"]["FamilyTieDto"][];
            next_cursor: string | null;
        };
        EndTieDto: {
            /**
             * @description not_representative — не законный представитель; order_expired — акт об опеке или доверенность прекращены.
             * @enum {string}
             */
            reason: "not_representative" | "order_expired";
            /** @description Документ, на котором основано решение: вид, номер, дата, кем выдан. */
            basis: string;
        };
        RestrictDto: {
            /** @description С какого дня действует, ГГГГ-ММ-ДД; без него — с сегодняшнего. */
            valid_from?: string;
            /** @description Первый день, когда ограничение уже не действует; без него — пока школа не запишет конец. */
            valid_to?: string;
            /** @description Документ, на котором основано решение: вид, номер, дата, кем выдан. */
            basis: string;
        };
        CreatedDto: {
            id: string;
        };
        BasisDto: {
            /** @description Документ, на котором основано решение: вид, номер, дата, кем выдан. */
            basis: string;
        };
        CapacityExceptionDto: {
            /** @description Документ, на котором основано решение: вид, номер, дата, кем выдан. */
            basis: string;
            /**
             * @description emancipated — эмансипирован; employed — работает с 16 лет.
             * @enum {string}
             */
            kind: "emancipated" | "employed";
        };
        ConsentDto: {
            id: string;
            subject_id: string;
            giver_id: string;
            /** @description self — сам; representative — законный представитель. */
            giver_kind: string;
            purpose: string;
            text_version: number;
            /** Format: date-time */
            given_at: string;
            /** @description account — на своей странице; paper — на бумаге, записала школа. */
            channel: string;
            basis: string | null;
            /** Format: date-time */
            withdrawn_at: string | null;
        };
        ConsentsPageDto: {
            items: components["schemas"]["ConsentDto"][];
            next_cursor: string | null;
        };
        PaperConsentDto: {
            /** @description Документ, на котором основано решение: вид, номер, дата, кем выдан. */
            basis: string;
            /**
             * Format: uuid
             * @description О ком согласие.
             */
            subject_id: string;
            /**
             * Format: uuid
             * @description Кто подписал: до 14 лет представитель, с 14 лет сам ученик.
             */
            giver_id: string;
            /** @description Цель согласия; для входа через Госуслуги — esia_sign_in. */
            purpose: string;
            /** @description Номер подписанной редакции текста. */
            text_version: number;
        };
        ReviewTimerDto: {
            /** @description Сколько календарных дней дело открыто. */
            open_for_days: number;
            /** @description Дней до напоминания директору; отрицательное — напомнили. */
            days_to_reminder: number;
            /** @description Дней до передачи выше; null, если дело уже у министерства. */
            days_to_next_level: number | null;
        };
        LinkReviewDto: {
            id: string;
            school_id: string | null;
            link_id: string | null;
            /** @description Почему дело открыто: код исхода входа. */
            code: string;
            /** @description Правило сопоставления, R1…R8. */
            rule: string;
            /** @description open, linked, rejected или expired. */
            state: string;
            /** @description Кто должен решить: school, municipality (назначает уполномоченного) или ministry. */
            level: string;
            /** @description Имя в Госуслугах под маской. */
            person: string;
            /** Format: date-time */
            opened_at: string;
            /** Format: date-time */
            decided_at: string | null;
            /** @description Первое из двух решений принято: нужен второй администратор. */
            awaits_second: boolean;
            proposed_account_id: string | null;
            timer: components["schemas"]["ReviewTimerDto"];
            /** @description Ревизия дела: её же называет ETag. */
            revision: number;
        };
        LinkReviewsPageDto: {
            items: components["schemas"]["LinkReviewDto"][];
            /** @description Передайте в cursor, чтобы получить следующую страницу; null на последней. */
            next_cursor: string | null;
        };
        ReviewSchoolDto: {
            id: string;
            short_name: string;
        };
        ComparedAttributeDto: {
            /** @description last_name, first_name, middle_name, birth_date или snils. */
            attribute: string;
            /** @description equal, different или missing. */
            result: string;
            /** @description Под маской: • — буква совпала, × — отличается; год рождения; две последние цифры СНИЛС. */
            esia: string | null;
            roster: string | null;
        };
        BirthDatePartsDto: {
            day: string;
            month: string;
            year: string;
        };
        ReviewCandidateDto: {
            account_id: string;
            role: string;
            schools: components["schemas"]["ReviewSchoolDto"][];
            class_label: string | null;
            /** @description Имя в журнале под маской; null, если у записи нет человека. */
            person: string | null;
            attributes: components["schemas"]["ComparedAttributeDto"][];
            birth_date_parts: components["schemas"]["BirthDatePartsDto"] | null;
            /** @description DAY_MONTH_SWAPPED: похоже, переставлены день и месяц. */
            hint: string | null;
        };
        LinkStepDto: {
            from: string | null;
            to: string;
            event: string;
            reason: string | null;
            /** @description Номер и дата документа. */
            basis: string | null;
            rule: string | null;
            /** @description Имена совпавших сведений; значений здесь нет. */
            equal: string[];
            different: string[];
            missing: string[];
            /** @description system, person, administrator, client или operator. */
            actor: string;
            /** Format: date-time */
            at: string;
        };
        LinkReviewSheetDto: {
            id: string;
            school_id: string | null;
            link_id: string | null;
            /** @description Почему дело открыто: код исхода входа. */
            code: string;
            /** @description Правило сопоставления, R1…R8. */
            rule: string;
            /** @description open, linked, rejected или expired. */
            state: string;
            /** @description Кто должен решить: school, municipality (назначает уполномоченного) или ministry. */
            level: string;
            /** @description Имя в Госуслугах под маской. */
            person: string;
            /** Format: date-time */
            opened_at: string;
            /** Format: date-time */
            decided_at: string | null;
            /** @description Первое из двух решений принято: нужен второй администратор. */
            awaits_second: boolean;
            proposed_account_id: string | null;
            timer: components["schemas"]["ReviewTimerDto"];
            /** @description Ревизия дела: её же называет ETag. */
            revision: number;
            /** @description Почему дело здесь. */
            why: string;
            /** @description Что сделать, по порядку. */
            steps: string[];
            candidates: components["schemas"]["ReviewCandidateDto"][];
            /** @description Последние цифры СНИЛС, который Госуслуги называют вместо прежнего. */
            new_snils_last2: string | null;
            history: components["schemas"]["LinkStepDto"][];
        };
        RevealDto: {
            /**
             * @description snils, birth_date или name.
             * @enum {string}
             */
            field: "snils" | "birth_date" | "name";
            /**
             * @description Зачем: compare_with_document, person_asks, source_asks или authority_asks.
             * @enum {string}
             */
            reason: "compare_with_document" | "person_asks" | "source_asks" | "authority_asks";
            /**
             * Format: uuid
             * @description Запись журнала, чьё значение показать; без неё — значение Госуслуг.
             */
            account_id?: string;
        };
        ApproveReviewDto: {
            /**
             * Format: uuid
             * @description Запись журнала этого человека: одна из показанных в деле.
             */
            account_id: string;
            /** @description На чём основано решение; остаётся в деле. */
            reason: string;
            /** @description Номер и дата документа: нужен, если роль взрослого открывают несовершеннолетнему. */
            basis?: string;
        };
        ReviewDecisionDto: {
            /** @description linked — решено; first_of_two — решение ждёт второго администратора; rejected — отказано. */
            result: string;
        };
        RejectReviewDto: {
            /** @description Почему отказано; остаётся в деле. */
            reason: string;
        };
        LinkDto: {
            id: string;
            /** @description pending_proof, pending_review, awaiting_consent, active, suspended, rejected, expired, superseded, revoked. */
            state: string;
            reason: string | null;
            rule: string;
            account_id: string;
            role: string | null;
            class_label: string | null;
            /** @description Имя в Госуслугах под маской. */
            esia_person: string;
            /** @description Имя в журнале под маской. */
            roster_person: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            changed_at: string;
            /** Format: date-time */
            until: string | null;
        };
        LinksPageDto: {
            items: components["schemas"]["LinkDto"][];
            /** @description Передайте в cursor, чтобы получить следующую страницу; null на последней. */
            next_cursor: string | null;
        };
        LinkHistoryDto: {
            id: string;
            state: string;
            steps: components["schemas"]["LinkStepDto"][];
        };
        RevokeLinkDto: {
            /**
             * @description school_error, wrong_person, user_request, court_order, representation_ended или security_incident.
             * @enum {string}
             */
            reason: "school_error" | "wrong_person" | "user_request" | "court_order" | "representation_ended" | "security_incident";
            /** @description Номер и дата документа; для court_order и representation_ended обязателен. */
            basis?: string;
        };
        LinkStateDto: {
            /** @description Состояние привязки после решения. */
            state: string;
        };
        SuspendLinkDto: {
            /**
             * @description Только security: на слово пользователя, что его Госуслуги в чужих руках.
             * @enum {string}
             */
            reason: "security";
        };
        ConfirmLinkDto: {
            /** @description Какой документ школа видела: вид, номер, дата. */
            basis: string;
        };
        RefuseLinkDto: {
            /**
             * @description not_this_person, not_of_this_school или no_document.
             * @enum {string}
             */
            reason: "not_this_person" | "not_of_this_school" | "no_document";
        };
        CaseOutcomeDto: {
            /** @description Код, который человек видел. */
            code: string;
            /** @description Что ему сказано. */
            cause: string | null;
            advice: string | null;
            /** @description Кто исправит: user, school, support, parent, wait или nobody. */
            mended_by: string | null;
            school_names: string[];
        };
        CaseReviewDto: {
            id: string;
            code: string;
            school_id: string | null;
            level: string;
            /** Format: date-time */
            opened_at: string;
        };
        CasePersonDto: {
            /** @description Имя под маской. */
            name: string;
            birth_year: string;
            snils_last2: string | null;
            /** @description Уровень учётной записи Госуслуг: P, PR или KD. */
            level: string;
            links: components["schemas"]["LinkDto"][];
            open_reviews: components["schemas"]["CaseReviewDto"][];
        };
        CaseDto: {
            /** @description Номер обращения, как его читает человек. */
            number: string;
            /** Format: date-time */
            started_at: string;
            /** @description started, matched, confirmed, chosen, finished, failed, ended или expired. */
            state: string;
            /** @description journal, account или admin. */
            purpose: string;
            outcomes: components["schemas"]["CaseOutcomeDto"][];
            /** @description null, пока Госуслуги не сказали, кто это. */
            person: components["schemas"]["CasePersonDto"] | null;
        };
        SilentSchoolDto: {
            school_id: string;
            short_name: string;
            /** @description municipality или ministry: у кого сейчас дела. */
            level: string;
            /** @description Сколько дел школа не решила за 30 дней. */
            count: number;
            /**
             * Format: date-time
             * @description Самое давнее открыто.
             */
            oldest: string;
        };
        SilentSchoolsDto: {
            items: components["schemas"]["SilentSchoolDto"][];
        };
        AppointDelegateDto: {
            /**
             * Format: uuid
             * @description Школа, за которую уполномоченный будет решать.
             */
            school_id: string;
            /** @description СНИЛС уполномоченного, 11 цифр с контрольным числом. */
            snils: string;
            /** @description Дата рождения уполномоченного, ГГГГ-ММ-ДД. */
            birth_date: string;
            /** @description Первый день без полномочий, ГГГГ-ММ-ДД; не позже чем через 30 дней. */
            valid_to: string;
            /** @description Номер и дата приказа. */
            basis: string;
        };
        AppointedDelegateDto: {
            /** @description Номер данной роли. */
            id: string;
        };
        IssueLinkCodesDto: {
            /** @description Учётные записи журнала, не больше 200; или class_id. */
            account_ids?: string[];
            /**
             * Format: uuid
             * @description Класс: его ученики и их представители; или account_ids.
             */
            class_id?: string;
        };
        IssuedLinkCodeDto: {
            account_id: string;
            /** @description Код для печати; показывается один раз. null — при повторе запроса, если код уже использован или заменён. */
            code: string | null;
            /** Format: date-time */
            expires_at: string;
        };
        IssuedLinkCodesDto: {
            codes: components["schemas"]["IssuedLinkCodeDto"][];
            /** @description Записи, которые уже привязаны: код им не нужен. */
            linked: string[];
        };
        LinkCodeStateDto: {
            id: string;
            account_id: string;
            /** @description Номер записи в журнале. */
            external_id: string;
            role: string;
            /** @description open, used, void, expired. */
            state: string;
            /** Format: date-time */
            issued_at: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: date-time */
            used_at: string | null;
        };
        LinkCodesDto: {
            items: components["schemas"]["LinkCodeStateDto"][];
        };
        RenewalStateDto: {
            until: string;
            basis: string;
            /** Format: date-time */
            asked_at: string;
        };
        ExemptionDto: {
            id: string;
            school_id: string;
            scope: string;
            /** @description Только для сотрудников школы; руководителю кампании — null. */
            person_id: string | null;
            class_id: string | null;
            wave: string | null;
            type: string;
            ground: string | null;
            basis: string;
            /** @description Только для сотрудников школы. */
            evidence_ref: string | null;
            /** @description requested, approved, active, rejected, expired, revoked. */
            state: string;
            starts_on: string;
            /** @description Первый день, когда исключение уже не действует. */
            ends_on: string;
            /** @description До какого дня действует с учётом продления, по которому ещё нет решения. */
            holds_until: string;
            renewal: components["schemas"]["RenewalStateDto"] | null;
            /** Format: date-time */
            requested_at: string;
            /** @description principal, campaign_manager или system. */
            decided_as: string | null;
            /** Format: date-time */
            decided_at: string | null;
            decision_reason: string | null;
            /**
             * Format: date-time
             * @description Когда заявка ушла руководителю кампании.
             */
            escalated_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            /** @description С какого дня школу просят проверить, нужно ли оно ещё. */
            review_due_on: string | null;
        };
        ExemptionsPageDto: {
            items: components["schemas"]["ExemptionDto"][];
            next_cursor: string | null;
        };
        ExemptionTotalsDto: {
            no_esia_possible: number;
            waiting_esia_check: number;
            joined_late: number;
            other: number;
        };
        RunningExemptionsDto: {
            school_id: string;
            scope: string;
            type: string;
            ends_on: string;
            count: number;
        };
        ExemptionReportDto: {
            /** Format: date-time */
            as_of: string;
            /** @description Действующие сейчас, по типам (I-40). */
            totals: components["schemas"]["ExemptionTotalsDto"];
            items: components["schemas"]["RunningExemptionsDto"][];
        };
        ExemptionRequestDto: {
            /**
             * Format: uuid
             * @description Школа, в которой исключение действует.
             */
            school_id: string;
            /**
             * @description Кого касается: person, class, role или school.
             * @enum {string}
             */
            scope: "person" | "class" | "school" | "role";
            /**
             * Format: uuid
             * @description Человек, для scope person.
             */
            person_id?: string;
            /**
             * Format: uuid
             * @description Класс, для scope class: ученики и их представители.
             */
            class_id?: string;
            /**
             * @description Волна, для scope role: staff, representatives, pupils_14plus или pupils_under14.
             * @enum {string}
             */
            wave?: "staff" | "representatives" | "pupils_14plus" | "pupils_under14";
            /**
             * @description no_esia_possible — Госуслуги невозможны; waiting_esia_check — идёт проверка документа, до 30 дней; other.
             * @enum {string}
             */
            type: "no_esia_possible" | "waiting_esia_check" | "other";
            /**
             * @description no_documents (раз в квартал пересматривается), abroad, foreign_citizen, health.
             * @enum {string}
             */
            ground?: "no_documents" | "abroad" | "foreign_citizen" | "health";
            /** @description Основание без имён: его видит и руководитель кампании. */
            basis: string;
            /** @description Где лежит документ: номер дела, папка. */
            evidence_ref?: string;
            /** @description Первый день; по умолчанию сегодня. */
            starts_on?: string;
            /** @description Первый день, когда исключение уже не действует; по умолчанию самый поздний, 30 сентября следующего учебного года. */
            ends_on?: string;
        };
        RenewalDto: {
            /** @description Почему исключение ещё нужно. */
            basis: string;
            /** @description Новый первый день, когда оно уже не действует; по умолчанию самый поздний. */
            ends_on?: string;
        };
        ExemptionReasonDto: {
            /** @description Почему так решено; без имён. */
            reason: string;
        };
        ManagerDecisionDto: {
            /** @description Почему так решено; без имён. */
            reason: string;
            /**
             * @description approve — дать или продлить; reject — отказать; revoke — отозвать исключение класса, школы или роли.
             * @enum {string}
             */
            decision: "approve" | "reject" | "revoke";
        };
        RefusalDto: {
            id: string;
            school_id: string;
            /** @description Только для сотрудников школы; руководителю кампании — null. */
            person_id: string | null;
            /** @description Представитель, который отказался за ученика; null — сам человек. */
            refused_by_id: string | null;
            basis: string;
            refused_on: string;
            /** Format: date-time */
            recorded_at: string;
            /**
             * Format: date-time
             * @description Когда руководитель школы подтвердил бумажный порядок.
             */
            paper_confirmed_at: string | null;
            /** Format: date-time */
            withdrawn_at: string | null;
        };
        RefusalsPageDto: {
            items: components["schemas"]["RefusalDto"][];
            next_cursor: string | null;
        };
        RefusalCountDto: {
            school_id: string;
            /** @description Бумажный порядок подтверждён. */
            confirmed: number;
            /** @description Не подтверждён: порог отключения не пройден. */
            unconfirmed: number;
        };
        RefusalReportDto: {
            /** Format: date-time */
            as_of: string;
            confirmed: number;
            unconfirmed: number;
            items: components["schemas"]["RefusalCountDto"][];
        };
        RefusalToRecordDto: {
            /** @description Документ, на котором основано решение: вид, номер, дата, кем выдан. */
            basis: string;
            /**
             * Format: uuid
             * @description Школа, в которой записан отказ.
             */
            school_id: string;
            /**
             * Format: uuid
             * @description Чей вход: взрослый за себя или ребёнок.
             */
            person_id: string;
            /**
             * Format: uuid
             * @description Кто отказался за ученика: его представитель; без поля — сам человек.
             */
            refused_by_id?: string;
            /** @description День отказа. */
            refused_on: string;
        };
        ReenableWindowDto: {
            id: string;
            /** @description account — одна запись; school — все непривязанные записи кампании. */
            scope: string;
            account_id: string | null;
            external_id: string | null;
            person_id: string | null;
            school_id: string | null;
            campaign_id: string | null;
            /** @description requested, active, ended, refused. */
            state: string;
            /** Format: date-time */
            requested_at: string;
            reason: string;
            /** Format: date-time */
            decided_at: string | null;
            decision_reason: string | null;
            /**
             * Format: date-time
             * @description До какого момента пароль действует.
             */
            until: string | null;
        };
        ReenableWindowsPageDto: {
            items: components["schemas"]["ReenableWindowDto"][];
            next_cursor: string | null;
        };
        ReenableAccountDto: {
            /**
             * Format: uuid
             * @description Учётная запись журнала.
             */
            account_id: string;
            /** @description На сколько дней; по умолчанию на все, что позволяют правила журнала, не больше 7. */
            days?: number;
            /** @description Причина; её видит пользователь. */
            reason: string;
        };
        ReenableSchoolDto: {
            /**
             * Format: uuid
             * @description Кампания: журнал, школа и волна.
             */
            campaign_id: string;
            /** @description На сколько дней; по умолчанию на все, что позволяют правила журнала, не больше 7. */
            days?: number;
            /** @description Причина; её видит пользователь. */
            reason: string;
        };
        ReenabledSchoolDto: {
            id: string;
            /** Format: date-time */
            until: string;
            /** @description Сколько записей снова входят по паролю. */
            accounts: number;
        };
        ReenableTermsDto: {
            /** @description На сколько дней; по умолчанию на все, что позволяют правила журнала, не больше 7. */
            days?: number;
            /** @description Причина; её видит пользователь. */
            reason: string;
        };
        ReenableReasonDto: {
            /** @description Причина; её видит пользователь. */
            reason: string;
        };
        OrderedCredentialDto: {
            /** @description Учётная запись журнала. */
            account_id: string;
            /**
             * Format: date-time
             * @description Когда школа заказала пароль; журнал узнаёт об этом событием credential.ordered.
             */
            ordered_at: string;
        };
        NamedDto: {
            id: string;
            name: string;
        };
        NamedSystemDto: {
            id: string;
            name: string;
            /** @description Код журнала: его client_id. */
            code: string;
        };
        CampaignDto: {
            id: string;
            school: components["schemas"]["NamedDto"];
            municipality: components["schemas"]["NamedDto"];
            journal_system: components["schemas"]["NamedSystemDto"];
            /** @description staff, representatives, pupils_14plus, pupils_under14. */
            wave: string;
            /** @description Этап: not_scheduled, preparation, announced, soft_launch, link_required, brownouts, cutover, grace, closed. */
            phase: string;
            /** Format: date-time */
            phase_since: string;
            /** @description День отключения паролей, ГГГГ-ММ-ДД. */
            cutover_on: string | null;
            /** Format: date-time */
            announced_at: string | null;
            /** Format: date-time */
            cut_over_at: string | null;
            /** Format: date-time */
            closed_at: string | null;
            /**
             * Format: date-time
             * @description С какого времени приостановлена; null — идёт по плану.
             */
            paused_at: string | null;
            /**
             * Format: date-time
             * @description Когда отключение этой даты подтвердили директор или муниципалитет.
             */
            confirmed_at: string | null;
            /** @description Сколько раз подряд дата перенеслась сама из-за невыполненных условий. */
            missed_in_row: number;
        };
        CampaignsPageDto: {
            items: components["schemas"]["CampaignDto"][];
            next_cursor: string | null;
        };
        ReadinessNumbersDto: {
            accounts: number;
            /** @description Записи, которыми входили за последние 30 учебных дней. */
            signed_in: number;
            linked: number;
            /** @description Записи, которые без пароля останутся без входа (I-32). */
            at_risk: number;
            /** @description false — журнал прислал не все дни, и его молчание ничего не доказывает. */
            feed_complete: boolean;
            open_reviews: number;
            refusals: number;
            refusals_without_paper: number;
        };
        CriterionDto: {
            code: string;
            passed: boolean;
            /** @description Доля от 0 до 1 или число; null — посчитать нечего. */
            value: number | null;
            threshold: number | null;
            numerator: number | null;
            denominator: number | null;
            /** @description Что это и что сделать. */
            text: string;
        };
        NextPhaseDto: {
            phase: string;
            criteria: components["schemas"]["CriterionDto"][];
        };
        CampaignDetailsDto: {
            id: string;
            school: components["schemas"]["NamedDto"];
            municipality: components["schemas"]["NamedDto"];
            journal_system: components["schemas"]["NamedSystemDto"];
            /** @description staff, representatives, pupils_14plus, pupils_under14. */
            wave: string;
            /** @description Этап: not_scheduled, preparation, announced, soft_launch, link_required, brownouts, cutover, grace, closed. */
            phase: string;
            /** Format: date-time */
            phase_since: string;
            /** @description День отключения паролей, ГГГГ-ММ-ДД. */
            cutover_on: string | null;
            /** Format: date-time */
            announced_at: string | null;
            /** Format: date-time */
            cut_over_at: string | null;
            /** Format: date-time */
            closed_at: string | null;
            /**
             * Format: date-time
             * @description С какого времени приостановлена; null — идёт по плану.
             */
            paused_at: string | null;
            /**
             * Format: date-time
             * @description Когда отключение этой даты подтвердили директор или муниципалитет.
             */
            confirmed_at: string | null;
            /** @description Сколько раз подряд дата перенеслась сама из-за невыполненных условий. */
            missed_in_row: number;
            numbers: components["schemas"]["ReadinessNumbersDto"];
            /** @description Готовность к отключению (I-33): null — за 30 учебных дней никто не входил. */
            readiness_share: number | null;
            next: components["schemas"]["NextPhaseDto"] | null;
            /** @description Условия самого отключения; пусто до объявления и после отключения. */
            cutover: components["schemas"]["CriterionDto"][];
            /** @description false — следующий этап раньше предыдущей волны начать нельзя. */
            in_order: boolean;
        };
        CampaignStepDto: {
            /** @description Одно действие может перевести много кампаний. */
            act_id: string;
            /** @description start, move, missed, postpone, advance, rollback, pause, resume, confirm, close, carried_along. */
            event: string;
            from: string;
            to: string;
            from_date: string | null;
            to_date: string | null;
            /** @description system или administrator. */
            actor: string;
            actor_id: string | null;
            reason: string;
            /** @description Числа условий и записей, никогда не люди. */
            facts: Record<string, never>;
            /** Format: date-time */
            at: string;
        };
        CampaignHistoryDto: {
            items: components["schemas"]["CampaignStepDto"][];
            next_cursor: string | null;
        };
        PostponementsOfSchoolDto: {
            school_id: string;
            school_name: string;
            /** @description Переносы решением человека. */
            asked: number;
            /** @description Автоматические переносы из-за невыполненных условий. */
            automatic: number;
            /** @description Заявки на перенос, которые ещё рассматриваются. */
            waiting: number;
        };
        PostponementsDto: {
            since: string;
            asked: number;
            automatic: number;
            waiting: number;
            schools: components["schemas"]["PostponementsOfSchoolDto"][];
        };
        CampaignActDto: {
            /** @description Кампании поимённо; вместо всех других отборов. */
            campaign_ids?: string[];
            /** @description Кампании этих школ. */
            school_ids?: string[];
            /**
             * Format: uuid
             * @description Школы этого муниципалитета.
             */
            municipality_id?: string;
            /**
             * Format: uuid
             * @description Только этот журнал; для start обязателен, если кампании не названы поимённо.
             */
            journal_system_id?: string;
            /** @description Только эти волны; без него — все. */
            waves?: ("staff" | "representatives" | "pupils_14plus" | "pupils_under14")[];
            /** @description true — весь регион: чтобы забытый отбор не затронул всех. */
            whole_region?: boolean;
            /**
             * @description start — начать; pause, resume — приостановить и возобновить; postpone — перенести; rollback — вернуть на прежний этап; close — закрыть.
             * @enum {string}
             */
            event: "start" | "pause" | "resume" | "postpone" | "rollback" | "close";
            /** @description Почему: увидят в истории школа и муниципалитет. */
            reason: string;
            /** @description Новый день отключения, ГГГГ-ММ-ДД: для start (без него — по графику региона), postpone, rollback. */
            date?: string;
            /** @description Для postpone вместо date: на сколько дней позже нынешней даты каждой кампании; запрещённый день уходит на первый разрешённый. */
            days?: number;
            /**
             * @description Для rollback: этап, на который вернуть.
             * @enum {string}
             */
            to?: "not_scheduled" | "preparation" | "announced" | "soft_launch" | "link_required" | "brownouts" | "cutover" | "grace" | "closed";
            /** @description Дата остаётся, хотя её запрещает календарь; причина — в reason. */
            override_calendar?: boolean;
        };
        CampaignResultDto: {
            campaign_id: string;
            school_id: string;
            wave: string;
            /** @description moved — переведена; carried_along — ушла вместе с предыдущей волной; held — осталась как была. */
            result: string;
            from: string | null;
            to: string | null;
            from_date: string | null;
            to_date: string | null;
            /** @description Почему осталась: код и что сделать. */
            code: string | null;
            message: string | null;
        };
        CampaignActResultDto: {
            act_id: string;
            moved: number;
            held: number;
            items: components["schemas"]["CampaignResultDto"][];
        };
        AccountCountsDto: {
            accounts: number;
            /** @description По состояниям пароля: active, warned, link_required, disabled_linked, disabled_unused, disabled_cutover, reenabled, never_issued, issued_under_exemption, purged. */
            by_state: Record<string, never>;
            not_linked: number;
            exempt: number;
            open_cases: number;
        };
        SchoolTotalDto: {
            before: components["schemas"]["AccountCountsDto"];
            after: components["schemas"]["AccountCountsDto"];
        };
        SchoolPreviewDto: {
            school_id: string;
            before: components["schemas"]["AccountCountsDto"];
            after: components["schemas"]["AccountCountsDto"];
        };
        FailingGateDto: {
            campaign_id: string;
            school_id: string;
            wave: string;
            /** @description К какому этапу относится условие. */
            phase: string;
            code: string;
            text: string;
        };
        CampaignActPreviewDto: {
            moved: number;
            held: number;
            items: components["schemas"]["CampaignResultDto"][];
            /** @description Все школы вместе; запись двух школ считается один раз. */
            total: components["schemas"]["SchoolTotalDto"];
            schools: components["schemas"]["SchoolPreviewDto"][];
            /** @description Невыполненные условия следующего этапа и отключения у затронутых кампаний. */
            failing_gates: components["schemas"]["FailingGateDto"][];
        };
        CampaignOrderDto: {
            /**
             * @description start — начать; pause, resume — приостановить и возобновить; postpone — перенести; rollback — вернуть на прежний этап; close — закрыть.
             * @enum {string}
             */
            event: "start" | "pause" | "resume" | "postpone" | "rollback" | "close";
            /** @description Почему: увидят в истории школа и муниципалитет. */
            reason: string;
            /** @description Новый день отключения, ГГГГ-ММ-ДД: для start (без него — по графику региона), postpone, rollback. */
            date?: string;
            /** @description Для postpone вместо date: на сколько дней позже нынешней даты каждой кампании; запрещённый день уходит на первый разрешённый. */
            days?: number;
            /**
             * @description Для rollback: этап, на который вернуть.
             * @enum {string}
             */
            to?: "not_scheduled" | "preparation" | "announced" | "soft_launch" | "link_required" | "brownouts" | "cutover" | "grace" | "closed";
            /** @description Дата остаётся, хотя её запрещает календарь; причина — в reason. */
            override_calendar?: boolean;
        };
        CampaignConfirmationDto: {
            /** @description Чем подтверждается готовность школы: приказ, протокол. */
            reason: string;
        };
        PaperAlternativeDto: {
            refusal_id: string;
            /** @description ГГГГ-ММ-ДД. */
            refused_on: string;
            /**
             * Format: date-time
             * @description Когда директор подтвердил бумажную замену; null — ещё нет, и отключение не состоится.
             */
            paper_confirmed_at: string | null;
        };
        ConfirmedDto: {
            /** @description Отказы от Госуслуг в этой волне и их бумажные замены, без имён. */
            refusals: components["schemas"]["PaperAlternativeDto"][];
            without_paper: number;
        };
        CampaignRequestDto: {
            id: string;
            school_id: string;
            school_name: string;
            campaign_id: string;
            wave: string;
            /** @description postpone или advance. */
            kind: string;
            /** @description asked — ждёт муниципалитета, agreed — ждёт региона, approved, refused, withdrawn, lapsed — дата и без ответа стала не раньше. */
            state: string;
            /** @description Дата, когда просили. */
            from_date: string;
            to_date: string;
            reason: string;
            asked_by: string;
            /** Format: date-time */
            asked_at: string;
            /** Format: date-time */
            changed_at: string;
        };
        CampaignRequestsPageDto: {
            items: components["schemas"]["CampaignRequestDto"][];
            next_cursor: string | null;
        };
        CampaignRequestStepDto: {
            /** @description ask, agree, disagree, approve, refuse, withdraw; сами: escalate — муниципалитет не ответил ко дню отключения, lapse. */
            event: string;
            from: string | null;
            to: string;
            /** @description null — по времени. */
            actor_id: string | null;
            reason: string;
            /** Format: date-time */
            at: string;
        };
        CampaignRequestDetailsDto: {
            id: string;
            school_id: string;
            school_name: string;
            campaign_id: string;
            wave: string;
            /** @description postpone или advance. */
            kind: string;
            /** @description asked — ждёт муниципалитета, agreed — ждёт региона, approved, refused, withdrawn, lapsed — дата и без ответа стала не раньше. */
            state: string;
            /** @description Дата, когда просили. */
            from_date: string;
            to_date: string;
            reason: string;
            asked_by: string;
            /** Format: date-time */
            asked_at: string;
            /** Format: date-time */
            changed_at: string;
            steps: components["schemas"]["CampaignRequestStepDto"][];
        };
        AskDateDto: {
            /**
             * Format: uuid
             * @description Кампания, чью дату просят изменить; следующие волны школы идут за переносом.
             */
            campaign_id: string;
            /**
             * @description postpone — позже; advance — раньше, не ближе 30 дней.
             * @enum {string}
             */
            kind: "postpone" | "advance";
            /** @description Желаемый день отключения, ГГГГ-ММ-ДД. */
            date: string;
            /** @description Почему. */
            reason: string;
        };
        CampaignRequestStateDto: {
            id: string;
            state: string;
        };
        AnswerDateDto: {
            /** @description Почему: увидят все, кто участвует. */
            reason: string;
        };
        ApproveDateDto: {
            /** @description Почему: увидят все, кто участвует. */
            reason: string;
            /** @description Дата остаётся, хотя её запрещает календарь; причина — в reason. */
            override_calendar?: boolean;
        };
        CampaignPolicyDto: {
            journal_system_id: string;
            code: string;
            name: string;
            gates: {
                [key: string]: number;
            };
            skips_allowed: number;
            disable_on_link: boolean;
            disable_unused: boolean;
            unused_school_days: number;
            /** @description ГГГГ-ММ-ДД. */
            first_use_blocked_from: string | null;
            brownout_hours: number;
            reenable_days: number;
            exemption_quota: number;
            /** @description Для If-Match при изменении: "0" — ещё ничего не решено, всё по умолчанию. */
            etag: string;
        };
        CampaignPoliciesDto: {
            items: components["schemas"]["CampaignPolicyDto"][];
        };
        CampaignPolicyChangeDto: {
            /** @description Пороги условий по именам: roster_age_days, data_errors, ready_for_linking, notice_days и другие из ответа GET. Доли — от 0 до 1. */
            gates?: {
                [key: string]: unknown;
            };
            /** @description Сколько раз мастер привязки можно пропустить, от 0 до 20. */
            skips_allowed?: number;
            /** @description Отключать пароль через 7 дней после привязки. */
            disable_on_link?: boolean;
            /** @description Отключать пароли, которыми давно не входят (LEG-05). */
            disable_unused?: boolean;
            /** @description Сколько учебных дней без входа по паролю, от 20 до 200. */
            unused_school_days?: number;
            /** @description С этого дня кто не входил по паролю, начать снова не может (LEG-06), ГГГГ-ММ-ДД. */
            first_use_blocked_from?: string;
            /** @description Самое долгое пробное отключение, часов от 1 до 48. */
            brownout_hours?: number;
            /** @description На сколько дней можно вернуть пароль, от 1 до 7. */
            reenable_days?: number;
            /** @description Сколько личных исключений директор одобряет сам, от 0 до 10000. */
            exemption_quota?: number;
            /** @description Почему: останется в аудите. */
            reason: string;
        };
        ScheduledDateDto: {
            /**
             * @description staff, representatives, pupils_14plus, pupils_under14.
             * @enum {string}
             */
            wave: "staff" | "representatives" | "pupils_14plus" | "pupils_under14";
            /** @description ГГГГ-ММ-ДД. */
            cutover_on: string;
        };
        CampaignScheduleDto: {
            journal_system_id: string;
            code: string;
            name: string;
            dates: components["schemas"]["ScheduledDateDto"][];
        };
        CampaignSchedulesDto: {
            items: components["schemas"]["CampaignScheduleDto"][];
        };
        CampaignScheduleChangeDto: {
            /** Format: uuid */
            journal_system_id: string;
            dates: components["schemas"]["ScheduledDateDto"][];
            /** @description Почему: останется в аудите. */
            reason: string;
            /** @description Дата остаётся, хотя её запрещает календарь. */
            override_calendar?: boolean;
        };
        CalendarDayDto: {
            id: string;
            school_id: string | null;
            school_name: string | null;
            kind: string;
            name: string;
            starts_on: string;
            ends_on: string;
        };
        CalendarDaysPageDto: {
            items: components["schemas"]["CalendarDayDto"][];
            next_cursor: string | null;
        };
        NewCalendarPeriodDto: {
            /**
             * Format: uuid
             * @description Только для этой школы; без него — для всего региона.
             */
            school_id?: string;
            /**
             * @description exam — экзамены, quarter_end — конец четверти, vacation — каникулы, holiday — выходной или праздник (отключать в него можно).
             * @enum {string}
             */
            kind: "exam" | "quarter_end" | "vacation" | "holiday";
            /** @description Как называется. */
            name: string;
            /** @description Первый день, ГГГГ-ММ-ДД. */
            starts_on: string;
            /** @description Последний день, ГГГГ-ММ-ДД. */
            ends_on: string;
        };
        ForbiddenDateDto: {
            /** @description ГГГГ-ММ-ДД. */
            date: string;
            /** @description Что её запрещает. */
            period: string;
            schools: number;
            campaigns: number;
        };
        CalendarChangedDto: {
            id: string;
            /** @description Назначенные даты отключения, которые теперь запрещены: по каждой заведена задача. */
            forbidden_dates: components["schemas"]["ForbiddenDateDto"][];
        };
        CalendarPeriodDto: {
            /**
             * @description exam — экзамены, quarter_end — конец четверти, vacation — каникулы, holiday — выходной или праздник (отключать в него можно).
             * @enum {string}
             */
            kind: "exam" | "quarter_end" | "vacation" | "holiday";
            /** @description Как называется. */
            name: string;
            /** @description Первый день, ГГГГ-ММ-ДД. */
            starts_on: string;
            /** @description Последний день, ГГГГ-ММ-ДД. */
            ends_on: string;
        };
        CampaignTaskDto: {
            id: string;
            /** @description school, municipality, campaign_manager. */
            audience: string;
            code: string;
            school_id: string | null;
            school_name: string | null;
            campaign_id: string | null;
            wave: string | null;
            cutover_on: string | null;
            /** @description О чём она, кроме школы и кампании: номер заявки, дата, журнал. */
            subject: string | null;
            /** @description Что случилось. */
            title: string;
            /** @description Что сделать. */
            action: string;
            /** Format: date-time */
            opened_at: string;
        };
        CampaignTasksPageDto: {
            items: components["schemas"]["CampaignTaskDto"][];
            next_cursor: string | null;
        };
        CampaignTaskDoneDto: {
            /** @description Что сделано. */
            note: string;
        };
        CredentialCountDto: {
            wave: string;
            /** @description Состояние; причина отключения через точку: disabled.linked, disabled.unused, disabled.cutover. */
            state: string;
            accounts: number;
        };
        CredentialDto: {
            account_id: string;
            role: string | null;
            wave: string;
            /** @description Имя под маской. */
            person: string | null;
            class_label: string | null;
            state: string;
            /** @description То же словами. */
            state_text: string;
            /** @description Этап кампании, за которой идёт запись. */
            phase: string;
            /** @description День отключения по плану. */
            cutover_on: string | null;
            /** Format: date-time */
            reenabled_until: string | null;
            /** Format: date-time */
            linked_since: string | null;
            /** Format: date-time */
            last_password_at: string | null;
            /** Format: date-time */
            changed_at: string;
        };
        SchoolCredentialsDto: {
            /** @description Сколько открытых записей школы в каком состоянии, по волнам. */
            counts: components["schemas"]["CredentialCountDto"][];
            items: components["schemas"]["CredentialDto"][];
            /** @description Передайте в cursor, чтобы получить следующую страницу; null на последней. */
            next_cursor: string | null;
        };
        CredentialStepDto: {
            /** @description Что стало с паролем. */
            what: string;
            /** @description Почему. */
            why: string;
            /** @description система, администратор, владелец, журнал или оператор. */
            by_whom: string;
            event: string;
            /** Format: date-time */
            at: string;
        };
        CredentialHistoryDto: {
            account_id: string;
            role: string | null;
            wave: string;
            /** @description Имя под маской. */
            person: string | null;
            class_label: string | null;
            state: string;
            /** @description То же словами. */
            state_text: string;
            /** @description Этап кампании, за которой идёт запись. */
            phase: string;
            /** @description День отключения по плану. */
            cutover_on: string | null;
            /** Format: date-time */
            reenabled_until: string | null;
            /** Format: date-time */
            linked_since: string | null;
            /** Format: date-time */
            last_password_at: string | null;
            /** Format: date-time */
            changed_at: string;
            /**
             * Format: date-time
             * @description До какого времени пароль сохраняют исключение или открытое дело.
             */
            covered_until: string | null;
            steps: components["schemas"]["CredentialStepDto"][];
        };
        StoredActDto: {
            id: string;
            journal_system_id: string;
            /** @description Номер акта в журнале. */
            number: string;
            /** @description День уничтожения по акту. */
            purged_on: string;
            /** @description У скольких записей пароль уничтожен этим актом. */
            accounts: number;
            /** @description Сколько записей акта пропущено, по причинам. */
            skipped: {
                [key: string]: number;
            };
            /** @description Сколько записей акта нам не известно. */
            unknown: number;
            /** Format: date-time */
            received_at: string;
        };
        StoredActsPageDto: {
            items: components["schemas"]["StoredActDto"][];
            /** @description Передайте в cursor, чтобы получить следующую страницу; null на последней. */
            next_cursor: string | null;
        };
        StoredActTextDto: {
            id: string;
            journal_system_id: string;
            /** @description Номер акта в журнале. */
            number: string;
            /** @description День уничтожения по акту. */
            purged_on: string;
            /** @description У скольких записей пароль уничтожен этим актом. */
            accounts: number;
            /** @description Сколько записей акта пропущено, по причинам. */
            skipped: {
                [key: string]: number;
            };
            /** @description Сколько записей акта нам не известно. */
            unknown: number;
            /** Format: date-time */
            received_at: string;
            /** @description Подписанный журналом акт (JWS); виден тем, кто отвечает за весь регион: в нём записи и других школ. */
            act: string | null;
        };
        BrownoutDto: {
            id: string;
            act_id: string;
            campaign_id: string;
            journal_system_id: string;
            school_id: string;
            school_name: string;
            wave: string;
            /** @description planned, running, ended или cancelled. */
            state: string;
            /** @description Пароли доли отключены в эту минуту; false и у идущего окна, пока Госуслуги недоступны. */
            in_force: boolean;
            /** Format: date-time */
            starts_at: string;
            /** Format: date-time */
            ends_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            share: number;
            reason: string;
            /** @description Чем кончилось: TIME, PAUSED, PHASE, CALENDAR, LESSONS или слова отменившего. */
            end_reason: string | null;
            /** @description Засчитано ли окно; null, пока не кончилось. */
            held: boolean | null;
            /** @description Скольким отказано. */
            denied: number;
            /** @description Из них не были привязаны и привязались за 48 часов. */
            linked_48h: number;
            /** @description Доля; null, если никому не отказано. */
            linked_share: number | null;
            /**
             * Format: date-time
             * @description С этого времени число окончательное.
             */
            complete_from: string;
        };
        BrownoutsPageDto: {
            items: components["schemas"]["BrownoutDto"][];
            /** @description Передайте в cursor, чтобы получить следующую страницу; null на последней. */
            next_cursor: string | null;
        };
        BrownoutHitDto: {
            account_id: string;
            external_id: string;
            role: string;
            /** @description Под маской; у защищённого человека — null. */
            person_name: string | null;
            /** Format: date-time */
            first_at: string;
            /** @description web, mobile, api или integration. */
            channel: string;
            was_linked: boolean;
            /**
             * Format: date-time
             * @description Когда привязался, если за 48 часов после отказа.
             */
            linked_at: string | null;
        };
        BrownoutHitsDto: {
            items: components["schemas"]["BrownoutHitDto"][];
            next_cursor: string | null;
        };
        BrownoutPlanDto: {
            /**
             * Format: uuid
             * @description Журнал.
             */
            journal_system_id: string;
            /** @description Школы; без поля — все школы региона с этим журналом. */
            school_ids?: string[];
            /** @description Волны: staff, representatives, pupils_14plus, pupils_under14. */
            waves: ("staff" | "representatives" | "pupils_14plus" | "pupils_under14")[];
            /** @description Начало, с зоной. */
            starts_at: string;
            /** @description Конец, с зоной. */
            ends_at: string;
            /**
             * @description Доля учётных записей, процентов: 5, 25, 50 или 100. Кто попал в меньшую, тот и в большей.
             * @default 100
             * @enum {number}
             */
            share?: 5 | 25 | 50 | 100;
            /** @description Зачем: останется в истории. */
            reason: string;
        };
        PreviewedBrownoutDto: {
            /** @description Скольким учётным записям будет отказано в пароле. */
            accounts: number;
            /** @description Из них уже привязали Госуслуги. */
            linked: number;
            /** @description Из них входили по паролю за последние 30 дней. */
            used_password: number;
            /** @description Окно; null, если его не будет. */
            id: string | null;
            campaign_id: string;
            school_id: string;
            wave: string;
            /** @description Почему окна не будет: PAST, TOO_LONG, PHASE, CUTOVER, CALENDAR, LESSONS или OVERLAPS; null — можно. */
            refusal: string | null;
        };
        ProposedBrownoutDto: {
            /** Format: date-time */
            starts_at: string;
            /** Format: date-time */
            ends_at: string;
        };
        BrownoutPreviewDto: {
            accounts: number;
            linked: number;
            used_password: number;
            windows: components["schemas"]["PreviewedBrownoutDto"][];
            /** @description Ближайшие два часа во вторник и двенадцать в субботу, которые разрешает календарь. */
            proposed: components["schemas"]["ProposedBrownoutDto"][];
        };
        PlannedBrownoutDto: {
            /** @description Окно; null, если его не будет. */
            id: string | null;
            campaign_id: string;
            school_id: string;
            wave: string;
            /** @description Почему окна не будет: PAST, TOO_LONG, PHASE, CUTOVER, CALENDAR, LESSONS или OVERLAPS; null — можно. */
            refusal: string | null;
        };
        BrownoutsPlannedDto: {
            /** @description Один на все окна этого действия: по нему их отменяют и читают. */
            act_id: string;
            planned: number;
            refused: number;
            windows: components["schemas"]["PlannedBrownoutDto"][];
        };
        StopBrownoutDto: {
            /** @description Почему. */
            reason: string;
        };
        StoppedBrownoutsDto: {
            /** @description Сколько окон отменено или закончено раньше срока. */
            stopped: number;
        };
        SchoolBrownoutsDto: {
            school_id: string;
            school_name: string;
            windows: number;
            held: number;
            denied: number;
            linked_48h: number;
            /** @description null, если никому не отказано. */
            linked_share: number | null;
        };
        BrownoutReportDto: {
            items: components["schemas"]["SchoolBrownoutsDto"][];
            next_cursor: string | null;
        };
        LessonHoursDto: {
            /** @description Школа; null — для всех школ региона, у которых нет своих часов. */
            school_id: string | null;
            /** @description Дни недели: 1 — понедельник, 7 — воскресенье. */
            weekdays: number[];
            from: string;
            until: string;
        };
        LessonHoursListDto: {
            items: components["schemas"]["LessonHoursDto"][];
        };
        RecordLessonHoursDto: {
            /**
             * Format: uuid
             * @description Школа; без поля — часы региона.
             */
            school_id?: string;
            /** @description Дни недели: 1 — понедельник, 7 — воскресенье; пустой список — уроков нет. */
            weekdays: number[];
            /** @description Начало первого урока, ЧЧ:ММ по времени региона. */
            from: string;
            /** @description Конец последнего урока, ЧЧ:ММ. */
            until: string;
        };
        BreakGlassDto: {
            id: string;
            /** @description requested, on, ended или lapsed (час на подтверждение прошёл, либо отозван). */
            state: string;
            hours: number;
            reason: string;
            requested_by: string;
            /** Format: date-time */
            requested_at: string;
            approved_by: string | null;
            /** Format: date-time */
            approved_at: string | null;
            /** Format: date-time */
            until: string | null;
            /** @description time или кто закончил. */
            ended_by: string | null;
            /** Format: date-time */
            ended_at: string | null;
        };
        BreakGlassPageDto: {
            items: components["schemas"]["BreakGlassDto"][];
            next_cursor: string | null;
        };
        RequestBreakGlassDto: {
            /** @description На сколько часов, от 1 до 12: счёт идёт с подтверждения. */
            hours: number;
            /** @description Почему: останется в журнале действий. */
            reason: string;
        };
        EmergencyMadeDto: {
            id: string;
        };
        ApproveBreakGlassDto: {
            /** @description Почему: останется в журнале действий. */
            reason: string;
        };
        BreakGlassOnDto: {
            /**
             * Format: date-time
             * @description До какого времени пароли региона снова действуют.
             */
            until: string;
        };
        EndEmergencyDto: {
            /** @description Почему: останется в журнале действий. */
            reason: string;
        };
        BreakGlassEndedDto: {
            /** @description ended или lapsed: запрос отозван. */
            state: string;
        };
        EsiaOutageDto: {
            id: string;
            /** @description breaker — серверы не достучались до Госуслуг; hand — объявил ответственный. */
            set_by: string;
            reason: string | null;
            /** Format: date-time */
            started_at: string;
            /**
             * Format: date-time
             * @description Когда кончится само; у breaker отодвигается, пока серверы не достучатся.
             */
            until: string | null;
            /** Format: date-time */
            ended_at: string | null;
            /** @description time, hand или superseded. */
            ended_by: string | null;
        };
        EsiaOutagesPageDto: {
            items: components["schemas"]["EsiaOutageDto"][];
            next_cursor: string | null;
        };
        DeclareOutageDto: {
            /** @description На сколько часов, от 1 до 12. */
            hours: number;
            /** @description Почему: останется в журнале действий. */
            reason: string;
        };
        SecurityLockDto: {
            id: string;
            /** @description by_hand, link_suspended, security_incident, court_order, death или restriction. */
            cause: string;
            /** @description security, restriction или death: от этого зависит, что прочтёт человек. */
            reason: string;
            basis: string | null;
            /** @description Идентификатор администратора или имя задания. */
            set_by: string;
            /** Format: date-time */
            set_at: string;
            ended_by: string | null;
            /** Format: date-time */
            ended_at: string | null;
            end_basis: string | null;
        };
        SecurityLocksDto: {
            /** @description Новые сначала; действует та, у которой нет ended_at. */
            items: components["schemas"]["SecurityLockDto"][];
        };
        LockBasisDto: {
            /** @description На чём основано: обращение и его номер, документ и его дата. */
            basis: string;
        };
        IncidentDto: {
            id: string;
            journal_system_id: string;
            journal_system_name: string;
            school_id: string;
            school_name: string;
            /** @description web, mobile, api или integration. */
            channel: string;
            /** @description sign_in_event — из событий входа; probe — проверочной записью. */
            found_by: string;
            /** @description Сколько раз впустили по паролю. */
            sign_ins: number;
            /** Format: date-time */
            first_at: string;
            /** Format: date-time */
            last_at: string;
            /** Format: date-time */
            closed_at: string | null;
            /** @description Почему закрыт. */
            resolution: string | null;
        };
        IncidentsPageDto: {
            items: components["schemas"]["IncidentDto"][];
            next_cursor: string | null;
        };
        CloseIncidentDto: {
            /** @description Что сделано: причина устранена, чем это проверено. */
            resolution: string;
        };
        ProbeDto: {
            id: string;
            journal_system_id: string;
            school_id: string;
            wave: string;
            account: string;
            channel: string;
            /** Format: date-time */
            recorded_at: string;
            /**
             * Format: date-time
             * @description Когда пробовали войти последний раз; null — ни разу.
             */
            last_tried_at: string | null;
            /** @description Впустил ли журнал в последний раз. */
            last_succeeded: boolean | null;
        };
        ProbesPageDto: {
            items: components["schemas"]["ProbeDto"][];
            next_cursor: string | null;
        };
        NewProbeDto: {
            /**
             * Format: uuid
             * @description Система ЭЖ, которую проверяют.
             */
            journal_system_id: string;
            /**
             * Format: uuid
             * @description Школа, в которой заведена запись.
             */
            school_id: string;
            /**
             * @description Волна, чей пароль проверяют: staff, representatives, pupils_14plus, pupils_under14.
             * @enum {string}
             */
            wave: "staff" | "representatives" | "pupils_14plus" | "pupils_under14";
            /** @description Идентификатор записи в журнале. Это запись ни для кого: людей в ней нет. */
            account: string;
            /**
             * @description web, mobile, api или integration.
             * @enum {string}
             */
            channel: "web" | "mobile" | "api" | "integration";
        };
        ProbeCreatedDto: {
            id: string;
        };
        EndProbeDto: {
            /** @description Почему: запись закрыта, заменена другой. */
            reason: string;
        };
        ProbeTryDto: {
            /** @description Когда пробовали, по RFC 3339 с поясом. */
            tried_at: string;
            /** @description Впустил ли журнал по паролю. */
            succeeded: boolean;
        };
        ProbeCoverageDto: {
            journal_system_id: string;
            journal_system_name: string;
            channel: string;
            /** @description Сколько проверочных записей следит за каналом. */
            probes: number;
            /** @description Сколько кампаний системы уже отключили пароли. */
            cut_over_campaigns: number;
            /** Format: date-time */
            last_cut_over_at: string | null;
            /** Format: date-time */
            last_tried_at: string | null;
            /** Format: date-time */
            last_succeeded_at: string | null;
            open_incidents: number;
            /**
             * @description password_refused — после последнего отключения пробовали, не впустили, инцидентов нет; password_taken — пароль действует;
             *     not_tried — после отключения не пробовали; not_watched — нет проверочной записи; nothing_cut_over — отключений не было.
             */
            proof: string;
        };
        ProbeCoverageListDto: {
            items: components["schemas"]["ProbeCoverageDto"][];
        };
        SchoolPasswordCountersDto: {
            school_id: string;
            school_name: string;
            /** @description Открытых учётных записей. */
            accounts: number;
            /** @description Из них входили по паролю за 30 дней. */
            password_accounts: number;
            /** @description Из них без действующей привязки: с отключением пароля они потеряют вход. */
            password_only_accounts: number;
            password_sign_ins: number;
            all_sign_ins: number;
        };
        LegacyLoginShareDto: {
            /** @description all — все каналы вместе; web, mobile, api, integration. */
            channel: string;
            /** @description Успешных входов по паролю. */
            password_sign_ins: number;
            /** @description Всех успешных входов. */
            all_sign_ins: number;
            /** @description Доля входов по паролю, %, один знак; null — входов не было. */
            share: number | null;
        };
        AccountPasswordUsageDto: {
            account_id: string;
            role: string;
            /** @description Скрытое имя; у защищённого человека и у записи без человека — null. */
            person: string | null;
            /** @description Сколько раз вошёл по паролю за 30 дней. */
            password_sign_ins: number;
            channels: string[];
            /** Format: date-time */
            last_password_at: string | null;
            /** @description Госуслуги привязаны. */
            linked: boolean;
            /** @description Когда пароль отключат; null — день не назначен. */
            cutover_on: string | null;
        };
        SchoolPasswordUsageDto: {
            /** @description Первый и последний день, за которые посчитано. */
            from: string;
            to: string;
            school: components["schemas"]["SchoolPasswordCountersDto"];
            shares: components["schemas"]["LegacyLoginShareDto"][];
            items: components["schemas"]["AccountPasswordUsageDto"][];
            next_cursor: string | null;
        };
        PasswordUsagePageDto: {
            from: string;
            to: string;
            /** @description По всем вашим школам вместе; запись двух школ считается один раз. */
            shares: components["schemas"]["LegacyLoginShareDto"][];
            items: components["schemas"]["SchoolPasswordCountersDto"][];
            next_cursor: string | null;
        };
        RankedUnitDto: {
            id: string;
            name: string;
            /** @description Место с 1; равные доли делят место; null — вне рейтинга. */
            place: number | null;
            /** @description Доля привязанных (I-12), %, один знак после запятой; null — скрыта или её нет. */
            share: number | null;
            /** @description Несовершеннолетние. */
            minors: number | null;
            /** @description Из них привязано. */
            linked: number | null;
            /** @description Почему нет места или чисел: too_few (меньше 10), nobody (никого), small_cell (меньше 5 привязанных или непривязанных). */
            note: string | null;
        };
        RankingDto: {
            as_of: string;
            items: components["schemas"]["RankedUnitDto"][];
        };
        IndicatorDto: {
            id: string;
            key: string;
            name: string;
            /** @description Что говорит показатель. */
            sentence: string;
            numerator: string;
            /** @description null у количества. */
            denominator: string | null;
            /** @description Когда числа нет. */
            null_rule: string;
            /** @description count — количество, share — доля, %. */
            kind: string;
            levels: string[];
            /** @description Люди без повторов на каждом уровне: складывать нельзя. */
            distinct: boolean;
        };
        IndicatorsDto: {
            methodology: string;
            items: components["schemas"]["IndicatorDto"][];
        };
        SnapshotDto: {
            /** @description null — посчитано для вас и не хранится. */
            id: string | null;
            /** @description День региона. */
            as_of: string;
            /**
             * Format: date-time
             * @description Миг, раньше которого события учтены: начало следующего дня региона, UTC.
             */
            until: string;
            time_zone: string;
            age_basis: string;
            revision: number | null;
            /** @description daily — в срок; caught_up — позже; restated — после исправления прошлого; on_demand — по запросу; preliminary — день ещё идёт. */
            cause: string;
            methodology: string;
            /** Format: date-time */
            computed_at: string;
            /** @description Школ, чья первая загрузка позже этого дня: в числах региона их нет. */
            schools_without_data: number;
        };
        StatisticsUnitDto: {
            level: string;
            id: string;
            /** @description Номер параллели у параллели и класса. */
            grade: number | null;
            name: string;
        };
        StatisticsDto: {
            /** @description По ключам показателей; null — до первой загрузки данных. */
            values: {
                [key: string]: {
                    numerator?: number;
                    denominator?: number | null;
                    value?: number | null;
                } | null;
            } | null;
            /** @description null — день до первой загрузки данных региона. */
            snapshot: components["schemas"]["SnapshotDto"] | null;
            unit: components["schemas"]["StatisticsUnitDto"];
            /** @description Скрыто: по строке можно узнать класс. */
            suppressed: boolean;
        };
        StatisticsRowDto: {
            /** @description По ключам показателей; null — числа нет. */
            values: {
                [key: string]: {
                    numerator?: number;
                    denominator?: number | null;
                    value?: number | null;
                } | null;
            } | null;
            school_kind: string | null;
            founder_type: string | null;
            /** @description false — детский сад или колледж: выше школы не складывается. */
            general: boolean;
            /** @description Скрыто: по строке можно узнать класс. */
            suppressed: boolean;
            level: string;
            id: string;
            /** @description Номер параллели у параллели и класса. */
            grade: number | null;
            name: string;
        };
        StatisticsChildrenDto: {
            snapshot: components["schemas"]["SnapshotDto"] | null;
            unit: components["schemas"]["StatisticsUnitDto"];
            items: components["schemas"]["StatisticsRowDto"][];
            next_cursor: string | null;
        };
        StatisticsPointDto: {
            /** @description По ключам показателей; null — до первой загрузки данных. */
            values: {
                [key: string]: {
                    numerator?: number;
                    denominator?: number | null;
                    value?: number | null;
                } | null;
            } | null;
            as_of: string;
            revision: number | null;
            cause: string;
            methodology: string;
        };
        StatisticsHistoryDto: {
            unit: components["schemas"]["StatisticsUnitDto"];
            time_zone: string;
            age_basis: string;
            /** @description В промежутке менялась методика: сравнивать осторожно. */
            methodology_changed: boolean;
            items: components["schemas"]["StatisticsPointDto"][];
        };
        SnapshotsDto: {
            items: components["schemas"]["SnapshotDto"][];
        };
        CountDifferenceDto: {
            /** @description Столбец снимка. */
            column: string;
            before: number | null;
            after: number | null;
            /** @description after − before; null, если одного из них нет. */
            difference: number | null;
        };
        UnitDifferenceDto: {
            level: string;
            id: string;
            name: string;
            changes: components["schemas"]["CountDifferenceDto"][];
        };
        StatisticsDifferencesDto: {
            before: components["schemas"]["SnapshotDto"];
            after: components["schemas"]["SnapshotDto"];
            items: components["schemas"]["UnitDifferenceDto"][];
            next_cursor: string | null;
        };
        StatisticsPolicyDto: {
            /** @description ГГГГ-ММ-ДД. */
            campaign_started_on: string | null;
            /** @description Для If-Match при изменении: "0" — ещё ничего не решено. */
            etag: string;
        };
        StatisticsPolicyChangeDto: {
            /** @description Первый день кампании, ГГГГ-ММ-ДД; null — не задан. */
            campaign_started_on: string | null;
            /** @description Почему: останется в аудите. */
            reason: string;
        };
        GrowthValueDto: {
            /** @description Ключ показателя. */
            key: string;
            name: string;
            /** @description Значение в первый день: число или доля в процентах, один знак; null — неизвестно. */
            from: number | null;
            to: number | null;
            /** @description I-20, прирост в единицах; у долей null. Убыль — со знаком минус. */
            absolute: number | null;
            /** @description I-21, темп прироста, %, один знак; null — в первый день было 0 или неизвестно. */
            rate_pct: number | null;
            /** @description I-22, прирост доли в процентных пунктах, один знак, по неокруглённым долям; у чисел null. */
            points: number | null;
        };
        GrowthDto: {
            /** @description Первый день; null — начало кампании не назначено или день раньше первой загрузки данных. */
            from: components["schemas"]["SnapshotDto"] | null;
            to: components["schemas"]["SnapshotDto"] | null;
            /** @description Дни посчитаны по разным методикам. */
            methodologies_differ: boolean;
            /** @description I-23: прирост привязанных среди тех, кто был несовершеннолетним учеником в оба дня. */
            like_for_like: number | null;
            items: components["schemas"]["GrowthValueDto"][];
            unit: components["schemas"]["StatisticsUnitDto"];
            /** @description Между днями лежит 1 сентября: первоклассники пришли, выпускники ушли; смотрите like_for_like. */
            new_academic_year: boolean;
        };
        GrowthSubtypeDto: {
            key: string;
            name: string;
            value: number;
        };
        GrowthPartDto: {
            key: string;
            name: string;
            /** @description 1 — прибавляет, -1 — убавляет. */
            sign: number;
            value: number;
            /** @description Из чего состоит: у прибывших и выбывших. */
            of: components["schemas"]["GrowthSubtypeDto"][];
        };
        GrowthBucketDto: {
            /** @description minors — до 18 лет; under14; 14to17. */
            bucket: string;
            /** @description Привязано в первый и во второй день, и разность. */
            linked_from: number;
            linked_to: number;
            delta: number;
            /** @description Слагаемые: их сумма со знаками равна delta. */
            parts: components["schemas"]["GrowthPartDto"][];
        };
        GrowthDecompositionDto: {
            from: string | null;
            to: string | null;
            /** @description Редакции дней, по которым посчитано; 0 — снимка дня нет, посчитано по данным. Null — не посчитано. */
            from_revision: number | null;
            to_revision: number | null;
            /** Format: date-time */
            computed_at: string | null;
            /** @description Пусто: один из дней раньше первой загрузки данных, или школа не общеобразовательная. */
            items: components["schemas"]["GrowthBucketDto"][];
            unit: components["schemas"]["StatisticsUnitDto"];
            /** @description Между днями лежит 1 сентября: первоклассники пришли, выпускники ушли; смотрите like_for_like. */
            new_academic_year: boolean;
        };
        PupilDeclarationDto: {
            id: string;
            /** @description homeroom, school_admin или representative. */
            declared_by: string;
            /** Format: date-time */
            recorded_at: string;
        };
        ListedPupilDto: {
            /**
             * @description Пользуется входом; привязан; отказ; отмечено «УЗ создана»; ошибка в данных; ничего нет.
             * @enum {string}
             */
            status: "used" | "linked" | "refusal" | "declared" | "data_error" | "none";
            person_id: string;
            /** @description Скрытое имя: `И*** П. С.` */
            name: string;
            class_id: string | null;
            /** @description Например `5А`. */
            class_name: string | null;
            declared: boolean;
            linked: boolean;
            used: boolean;
            /** @description Отмечено, но не привязано: расхождение. */
            deviates: boolean;
            /** @description СНИЛС или дата рождения мешают привязке; для прошлых дней неизвестно — null. */
            data_error: boolean | null;
            /** @description Действующая на эту дату отметка «УЗ создана». */
            declaration: components["schemas"]["PupilDeclarationDto"] | null;
        };
        ListedPupilsDto: {
            /** @description День, на который это верно. */
            as_of: string;
            items: components["schemas"]["ListedPupilDto"][];
            next_cursor: string | null;
        };
        DeclarationToRecordDto: {
            /**
             * Format: uuid
             * @description Школа, в которой учится ученик.
             */
            school_id: string;
            /**
             * Format: uuid
             * @description Ученик.
             */
            person_id: string;
        };
        ClassDeclarationsDto: {
            /**
             * Format: uuid
             * @description Класс, о котором отметка.
             */
            class_id: string;
            /** @description Ученики этого класса, от 1 до 200. */
            person_ids: string[];
        };
        DeclaredPupilDto: {
            /**
             * @description Записано; уже отмечено; уже привязано; ученик не этого класса; такого ученика у вас нет.
             * @enum {string}
             */
            outcome: "recorded" | "already_declared" | "already_linked" | "not_in_class" | "not_found";
            person_id: string;
            /** @description Отметка, которую записал этот запрос. */
            declaration_id: string | null;
        };
        DeclaredPupilsDto: {
            items: components["schemas"]["DeclaredPupilDto"][];
        };
        WithdrawalDto: {
            /**
             * @description Почему: записано по ошибке, учётной записи на самом деле нет, просьба семьи.
             * @enum {string}
             */
            reason: "recorded_by_mistake" | "no_account" | "family_request";
        };
        DeviationThresholdDto: {
            /** @description Процент отмеченных, но не привязанных, с которого число помечается: от 0 до 100. */
            percent: number;
            /** @description И столько учеников не меньше: от 1 до 1000. */
            least: number;
        };
        ComparedUnitDto: {
            unit_id: string;
            name: string;
            school_id: string | null;
            /** @description Несовершеннолетние на дату (I-02 + I-03). */
            students: number;
            /** @description Создано УЗ, со слов (I-06, до 18 лет). */
            declared: number;
            /** @description Привязано (I-07, до 18 лет). */
            linked: number;
            /** @description Пользуются входом через ЕСИА (I-08, до 18 лет). */
            used: number;
            /** @description Расхождение (I-15). */
            gap: number;
            /** @description Расхождение не меньше порога. */
            deviates: boolean;
        };
        ComparisonDto: {
            as_of: string;
            snapshot_id: string;
            revision: number;
            threshold: components["schemas"]["DeviationThresholdDto"];
            items: components["schemas"]["ComparedUnitDto"][];
            next_cursor: string | null;
        };
        ProcessValueDto: {
            /** @description Как в docs/statistics.md, например `I-30`. */
            id: string;
            key: string;
            /** @description count — число, share — процент с одним знаком, hours — часы. */
            kind: string;
            /** @description null — прочерк: почему, сказано у показателя. */
            value: number | null;
            numerator: number | null;
            denominator: number | null;
            /** @description В каком разделе breakdown то же число разложено. */
            breakdown: string | null;
        };
        ProcessUnitDto: {
            /** @description По каналам, кодам причин, ролям и возрасту, уровням дел, типам освобождений. */
            breakdown: {
                [key: string]: unknown;
            };
            unit_id: string;
            name: string;
            /** Format: date-time */
            taken_at: string;
            methodology: string;
            /** @description false — журнал передал не все входы: I-30…I-33 неполны; null — входов не было или день посчитан позже. */
            feed_complete: boolean | null;
            indicators: components["schemas"]["ProcessValueDto"][];
        };
        ProcessPageDto: {
            as_of: string;
            items: components["schemas"]["ProcessUnitDto"][];
            next_cursor: string | null;
        };
        ReportReminderDto: {
            id: string;
            /** @description Отчёт школы; null — напоминание о своде. */
            report_id: string | null;
            rollup_id: string | null;
            period_id: string;
            period_name: string;
            school_id: string | null;
            school_name: string | null;
            /** @description Кому отчитывается школа, чей свод; null — школа отчитывается прямо. */
            municipality_id: string | null;
            municipality_name: string | null;
            state: string;
            /** @description seven_days, three_days, one_day, overdue. */
            stage: string;
            /** @description Что сказано. */
            text: string;
            /** @description Последний день срока включительно. */
            due_on: string;
            /** Format: date-time */
            due_before: string;
            /** Format: date-time */
            opened_at: string;
        };
        RemindersPageDto: {
            items: components["schemas"]["ReportReminderDto"][];
            next_cursor: string | null;
        };
        FractionDto: {
            numerator: number;
            /** @description null у чисел без знаменателя. */
            denominator: number | null;
        };
        DisciplineRowDto: {
            /** @description Муниципалитет или школа; null — школы, которые отчитываются прямо в министерство. */
            id: string | null;
            name: string | null;
            /** @description Сколько отчётов надо было сдать. */
            obliged: number;
            submitted: number;
            on_time: number;
            late: number;
            /** @description Срок прошёл, период открыт, отчёта нет. */
            overdue: number;
            /** @description Период закрыт без принятого отчёта. */
            missing: number;
            returned: number;
            /** @description submissionRate: сдано в срок среди обязанных. */
            submission_rate: components["schemas"]["FractionDto"];
            submission_rate_percent: number | null;
            /** @description returnRate: возвращено среди сданных. */
            return_rate: components["schemas"]["FractionDto"];
            return_rate_percent: number | null;
            /** @description municipalLatency: медиана времени от сдачи до приёма муниципалитетом, секунды; null — принятых нет. */
            municipal_latency_seconds: number | null;
            /** @description Место по submissionRate в регионе; null — отчётов меньше 10, либо вы видите не весь регион. */
            place: number | null;
        };
        DisciplinePageDto: {
            items: components["schemas"]["DisciplineRowDto"][];
            next_cursor: string | null;
        };
        FederalCountsDto: {
            students: number;
            /** @description Возраста на 1 января следующего года; null — не указаны или не посчитаны. */
            under14: number | null;
            from14to17: number | null;
            from18: number | null;
        };
        FederalDifferenceDto: {
            /** @description Наше число минус число формы; null — одного из них нет. */
            students: number | null;
            under14: number | null;
            from14to17: number | null;
            from18: number | null;
        };
        FederalLineDto: {
            school_id: string;
            school_name: string;
            inn: string | null;
            municipality: string;
            /** @description По форме ОО-1. */
            federal: components["schemas"]["FederalCountsDto"] | null;
            /** @description По контингенту на тот же день. */
            ours: components["schemas"]["FederalCountsDto"] | null;
            difference: components["schemas"]["FederalDifferenceDto"];
            /** @description Редакция контрольных чисел для If-Match; null — их ещё нет. */
            etag: string | null;
        };
        FederalComparisonDto: {
            items: components["schemas"]["FederalLineDto"][];
            next_cursor: string | null;
        };
        EnterFederalTotalDto: {
            /** @description На какой день форма, ГГГГ-ММ-ДД; для ОО-1 — 20 сентября. */
            as_of: string;
            /** @description Всего обучающихся по форме ОО-1. */
            students: number;
            /** @description До 14 лет; возраста — на 1 января следующего года, все три или ни одного. */
            under14?: number | null;
            /** @description 14–17 лет. */
            from14to17?: number | null;
            /** @description 18 лет и старше. */
            from18?: number | null;
        };
        FederalTotalsRecordedDto: {
            /** @description Сколько школ записано. */
            schools: number;
        };
        ReportPeriodRefDto: {
            id: string;
            name: string;
            as_of: string;
            form_code: string;
            form_version: number;
        };
        MunicipalityRefDto: {
            id: string;
            name: string;
            oktmo: string;
        };
        RollupDto: {
            id: string;
            period: components["schemas"]["ReportPeriodRefDto"];
            municipality: components["schemas"]["MunicipalityRefDto"];
            /** @description draft — составляется, submitted — сдан, returned — возвращён, accepted — принят, locked — закрыт. */
            state: string;
            /** @description Номер редакции; подписанная редакция не меняется. */
            revision: number;
            /** Format: date-time */
            due_before: string;
            /** @description Срок прошёл, а свод не сдан. */
            overdue: boolean;
            /** @description Сдан после срока. */
            late: boolean;
            /** @description Период закрыт, а свод не принят: его чисел нет. */
            missing: boolean;
            missing_reason: string | null;
            /**
             * Format: date-time
             * @description Когда собраны числа; null — ещё не собраны.
             */
            built_at: string | null;
            submitted_by: string | null;
            /** Format: date-time */
            submitted_at: string | null;
            accepted_by: string | null;
            /** Format: date-time */
            accepted_at: string | null;
            /** Format: date-time */
            changed_at: string;
        };
        RollupsPageDto: {
            items: components["schemas"]["RollupDto"][];
            next_cursor: string | null;
        };
        ReportCellDto: {
            key: string;
            title: string;
            group: string | null;
            /** @description place, indicator, growth — заполнила система; own, text — школа. */
            kind: string;
            /** @description Код показателя расчётного столбца. */
            indicator: string | null;
            /** @description count — число, percent — доля в процентах, points — процентные пункты, text — слова. */
            unit: string;
            /** @description Доли с одним знаком после запятой; null — нет данных, «—». */
            value: Record<string, never>;
            /** @description Для долей: из чего округлено. */
            numerator: number | null;
            denominator: number | null;
            /** @description Объяснение школы. */
            explanation: string | null;
        };
        RollupSchoolDto: {
            report_id: string;
            school_id: string;
            school_name: string;
            state: string;
            /** @description Отчёт принят, его числа входят в свод. */
            accepted: boolean;
            /** @description Числа свода собраны из этой редакции; null — ещё не вошёл. */
            built_from_revision: number | null;
            revision: number;
            late: boolean;
            /** Format: date-time */
            due_before: string;
            /** @description Причина, с которой школа названа отсутствующей при последней сдаче. */
            missing_reason: string | null;
        };
        RollupDetailsDto: {
            id: string;
            period: components["schemas"]["ReportPeriodRefDto"];
            municipality: components["schemas"]["MunicipalityRefDto"];
            /** @description draft — составляется, submitted — сдан, returned — возвращён, accepted — принят, locked — закрыт. */
            state: string;
            /** @description Номер редакции; подписанная редакция не меняется. */
            revision: number;
            /** Format: date-time */
            due_before: string;
            /** @description Срок прошёл, а свод не сдан. */
            overdue: boolean;
            /** @description Сдан после срока. */
            late: boolean;
            /** @description Период закрыт, а свод не принят: его чисел нет. */
            missing: boolean;
            missing_reason: string | null;
            /**
             * Format: date-time
             * @description Когда собраны числа; null — ещё не собраны.
             */
            built_at: string | null;
            submitted_by: string | null;
            /** Format: date-time */
            submitted_at: string | null;
            accepted_by: string | null;
            /** Format: date-time */
            accepted_at: string | null;
            /** Format: date-time */
            changed_at: string;
            /** @description Снимок, из которого взяты взрослые без повторов. */
            snapshot_id: string | null;
            /** @description Числа муниципалитета по столбцам формы; пусто, пока не собраны. */
            figures: components["schemas"]["ReportCellDto"][];
            schools: components["schemas"]["RollupSchoolDto"][];
        };
        RollupRevisionDto: {
            revision: number;
            snapshot_id: string;
            /** @description Что было подписано: числа, школы с их редакциями, отсутствующие с причинами. */
            content: Record<string, never>;
            /** @description SHA-256 от content в каноническом JSON (RFC 8785). */
            content_hash: string;
            signed_by: string;
            /** Format: date-time */
            signed_at: string;
            late: boolean;
        };
        RollupRevisionsDto: {
            items: components["schemas"]["RollupRevisionDto"][];
        };
        RollupStepDto: {
            /** @description open, build, submit, recall, return, accept, lock, correct. */
            event: string;
            from: string | null;
            to: string;
            actor_kind: string;
            actor_id: string | null;
            reason: string | null;
            revision: number;
            /** Format: date-time */
            at: string;
        };
        RollupStepsDto: {
            items: components["schemas"]["RollupStepDto"][];
        };
        MissingSchoolDto: {
            /**
             * Format: uuid
             * @description Школа, чей отчёт не принят.
             */
            school_id: string;
            /** @description Почему её отчёта нет: это увидит министерство. */
            reason: string;
        };
        SubmitRollupDto: {
            /** @description Все школы, чьи отчёты не приняты, каждая с причиной; без них не нужно. */
            missing?: components["schemas"]["MissingSchoolDto"][];
        };
        ReturnRollupDto: {
            /** @description Почему свод возвращён. */
            reason: string;
            /** @description Новый срок свода и возвращённых с ним отчётов: последний день включительно, ГГГГ-ММ-ДД. */
            due_on: string;
            /** @description Школы, чьи принятые отчёты открываются снова; их может не быть. */
            school_ids?: string[];
        };
        LockPeriodDto: {
            /** @description Причины министерства для школ без принятого отчёта; у остальных — причина из свода или по состоянию отчёта. */
            missing?: components["schemas"]["MissingSchoolDto"][];
            /** @description В уже закрытом периоде: закончить исправления, которые не приняты; такие отчёты станут отсутствующими. */
            end_corrections?: boolean;
        };
        LockedRecordDto: {
            /** @description Отчёт или свод. */
            id: string;
            /** @description Школа отчёта, муниципалитет свода. */
            unit_id: string;
            missing: boolean;
            reason: string | null;
        };
        PeriodLockDto: {
            /** @description Номер публикации: 1 — при закрытии, следующие — после исправлений. */
            publication: number;
            /** @description Что закрыто этим запросом; при повторе пусто. */
            reports: components["schemas"]["LockedRecordDto"][];
            rollups: components["schemas"]["LockedRecordDto"][];
        };
        PublishedRollupDto: {
            municipality_id: string;
            municipality_name: string;
            oktmo: string;
            rollup_id: string;
            revision: number;
            /** @description Числа муниципалитета; null — свод не принят. */
            figures: components["schemas"]["ReportCellDto"][] | null;
            missing_reason: string | null;
            under_correction: boolean;
        };
        PublishedReportDto: {
            school_id: string;
            school_name: string;
            report_id: string;
            /** @description null — школа отчитывается прямо в министерство. */
            municipality_id: string | null;
            revision: number;
            snapshot_id: string;
            /** @description Принятый отчёт по столбцам формы; null — отчёта нет. */
            cells: components["schemas"]["ReportCellDto"][] | null;
            /** @description Почему отчёта нет. */
            missing_reason: string | null;
            /** @description Идёт исправление; до его закрытия стоят прежние числа. */
            under_correction: boolean;
        };
        PublicationDto: {
            number: number;
            /** Format: date-time */
            published_at: string;
            published_by: string;
            /** @description Снимок, из которого взяты взрослые региона без повторов. */
            snapshot_id: string;
            /** @description Числа региона по принятым отчётам; null — вы видите не весь регион. */
            region: components["schemas"]["ReportCellDto"][] | null;
            municipalities: components["schemas"]["PublishedRollupDto"][];
            reports: components["schemas"]["PublishedReportDto"][];
        };
        CorrectionsPageDto: {
            items: components["schemas"]["CorrectionDto"][];
            next_cursor: string | null;
        };
        CorrectionDifferenceDto: {
            /** @description Ключ столбца. */
            column: string;
            name: string;
            /** @description Что сдано; null — «—». */
            submitted: components["schemas"]["FractionDto"] | null;
            /** @description Что говорит новый пересчёт за тот же день. */
            restated: components["schemas"]["FractionDto"] | null;
            differs: boolean;
        };
        CorrectionDetailsDto: {
            /** @description Снимок с новыми числами. */
            snapshot_id: string;
            /** @description Таблица расхождений по столбцам формы. */
            difference: components["schemas"]["CorrectionDifferenceDto"][];
            id: string;
            report_id: string;
            period_id: string;
            period_name: string;
            school_id: string;
            school_name: string;
            /** @description municipal — сначала согласует муниципалитет, direct — решает министерство. */
            route: string;
            /** @description asked — подан, agreed — муниципалитет согласен, approved — утверждён, refused — отказ. */
            state: string;
            reason: string;
            asked_by: string;
            /** Format: date-time */
            asked_at: string;
            agreed_by: string | null;
            /** Format: date-time */
            agreed_at: string | null;
            decided_by: string | null;
            /** Format: date-time */
            decided_at: string | null;
            decision_reason: string | null;
        };
        AskCorrectionDto: {
            /**
             * Format: uuid
             * @description Закрытый отчёт своей школы.
             */
            report_id: string;
            /** @description Что было неверно и чем подтверждается. */
            reason: string;
        };
        ApproveCorrectionDto: {
            /** @description Срок сдачи исправленного отчёта: последний день включительно, ГГГГ-ММ-ДД. */
            due_on: string;
            /** @description Почему. */
            reason: string;
        };
        RefuseCorrectionDto: {
            /** @description Почему. */
            reason: string;
        };
        ReportColumnDto: {
            /** @description Ключ столбца: латинские строчные буквы, цифры, подчёркивания. */
            key: string;
            /** @description Заголовок, как в таблице. */
            title: string;
            /** @description Общий заголовок над несколькими столбцами. */
            group?: string | null;
            /** @description place — о школе, indicator — показатель, growth — прирост, own — по данным ОО, text — слова школы. */
            kind: string;
            /** @description Для place: number, municipality, oktmo, school, inn. */
            of?: string | null;
            /** @description Для indicator и growth: код показателя, например I-07.under14. */
            indicator?: string | null;
            /** @description Для indicator: value — значение (по умолчанию), numerator — только числитель доли. */
            show?: string | null;
            /** @description Для growth: I-20 для чисел, I-22 для долей; можно не указывать. */
            measure?: string | null;
            /** @description Для growth: week — за неделю, month — за месяц, accepted — к последнему принятому отчёту. */
            window?: string | null;
            /** @description Для own: ключ расчётного столбца, рядом с которым школа пишет своё число. */
            beside?: string | null;
        };
        ReportFormDto: {
            code: string;
            version: number;
            title: string;
            school_kinds: string[];
            age_basis: string;
            columns: components["schemas"]["ReportColumnDto"][];
            /** @description Кто опубликовал; system — дана вместе с программой. */
            published_by: string;
            /** Format: date-time */
            published_at: string;
        };
        ReportFormsPageDto: {
            items: components["schemas"]["ReportFormDto"][];
            next_cursor: string | null;
        };
        PublishReportFormDto: {
            /** @description Код формы; новая версия получает следующий номер. */
            code: string;
            /** @description Название формы. */
            title: string;
            /** @description Виды школ, которые отчитываются: primary, basic, secondary, gymnasium, lyceum, boarding, cadet, special, evening, preschool, vocational. */
            school_kinds: string[];
            /**
             * @description На какой день считать возраст: as_of_date — на дату отчёта, jan1_next — на 1 января следующего года.
             * @enum {string}
             */
            age_basis?: "as_of_date" | "jan1_next";
            /** @description Столбцы по порядку. */
            columns: components["schemas"]["ReportColumnDto"][];
        };
        ReportPeriodDto: {
            id: string;
            form_code: string;
            form_version: number;
            name: string;
            first_day: string;
            as_of: string;
            due_on: string;
            due_zone: string;
            /**
             * Format: date-time
             * @description Сдано в срок то, что сдано строго раньше этого момента.
             */
            due_before: string;
            /** @description Снимок показателей, из которого заполнены отчёты. */
            snapshot_id: string;
            /** @description open — идёт сдача, locked — закрыт. */
            state: string;
            opened_by: string;
            /** Format: date-time */
            opened_at: string;
            /** Format: date-time */
            locked_at: string | null;
            /** @description Сколько отчётов периода вам видно. */
            schools: number;
        };
        ReportPeriodsPageDto: {
            items: components["schemas"]["ReportPeriodDto"][];
            next_cursor: string | null;
        };
        OpenReportPeriodDto: {
            /** @description Код формы из /api/v1/report-forms. */
            form_code: string;
            /** @description Версия формы; без неё — последняя. */
            form_version?: number;
            /** @description Как назвать период, например «Ноябрь 2026». */
            name: string;
            /** @description Первый день периода: отчитываются школы, действовавшие в этот день. */
            first_day: string;
            /** @description На какую дату числа: день должен быть уже посчитан. */
            as_of: string;
            /** @description Последний день сдачи включительно. */
            due_on: string;
            /** @description Часовой пояс срока, например Europe/Moscow; без него — пояс региона. */
            due_zone?: string;
        };
        ReportSchoolRefDto: {
            id: string;
            name: string;
        };
        ReportDto: {
            id: string;
            period: components["schemas"]["ReportPeriodRefDto"];
            school: components["schemas"]["ReportSchoolRefDto"];
            /** @description municipal — через муниципалитет, direct — прямо в министерство. */
            route: string;
            /** @description Свод муниципалитета, в который войдёт отчёт. */
            rollup_id: string | null;
            /** @description open — у школы, submitted — сдан, returned — возвращён, accepted — принят, locked — закрыт. */
            state: string;
            /** @description Номер редакции; подписанная редакция не меняется. */
            revision: number;
            /** Format: date-time */
            due_before: string;
            /** @description Срок прошёл, а отчёт не сдан. */
            overdue: boolean;
            /** @description Сдан после срока. */
            late: boolean;
            /** @description Период закрыт, а отчёт не принят: его чисел в своде нет. */
            missing: boolean;
            missing_reason: string | null;
            submitted_by: string | null;
            /** Format: date-time */
            submitted_at: string | null;
            accepted_by: string | null;
            /** Format: date-time */
            accepted_at: string | null;
            /** Format: date-time */
            changed_at: string;
        };
        ReportsPageDto: {
            items: components["schemas"]["ReportDto"][];
            next_cursor: string | null;
        };
        ReportCheckDto: {
            /** @description error — сдать нельзя, warning — проверьте. */
            level: string;
            /** @description Ключ столбца. */
            cell: string;
            message: string;
        };
        ReportDetailsDto: {
            id: string;
            period: components["schemas"]["ReportPeriodRefDto"];
            school: components["schemas"]["ReportSchoolRefDto"];
            /** @description municipal — через муниципалитет, direct — прямо в министерство. */
            route: string;
            /** @description Свод муниципалитета, в который войдёт отчёт. */
            rollup_id: string | null;
            /** @description open — у школы, submitted — сдан, returned — возвращён, accepted — принят, locked — закрыт. */
            state: string;
            /** @description Номер редакции; подписанная редакция не меняется. */
            revision: number;
            /** Format: date-time */
            due_before: string;
            /** @description Срок прошёл, а отчёт не сдан. */
            overdue: boolean;
            /** @description Сдан после срока. */
            late: boolean;
            /** @description Период закрыт, а отчёт не принят: его чисел в своде нет. */
            missing: boolean;
            missing_reason: string | null;
            submitted_by: string | null;
            /** Format: date-time */
            submitted_at: string | null;
            accepted_by: string | null;
            /** Format: date-time */
            accepted_at: string | null;
            /** Format: date-time */
            changed_at: string;
            snapshot_id: string;
            /** @description После этого снимка данные за ту же дату пересчитаны; до срока отчёт можно обновить. */
            restated: boolean;
            cells: components["schemas"]["ReportCellDto"][];
            checks: components["schemas"]["ReportCheckDto"][];
        };
        LegalEntityDto: {
            /** @description null — у школы ИНН не указан: тогда здесь она одна. */
            inn: string | null;
            /** @description Отчёты школ и филиалов с этим ИНН, которые вам видны. */
            reports: components["schemas"]["ReportDto"][];
            /** @description Вместе: числа сложены, доли — Σ/Σ; null — по одной из школ данных нет или люди без повторов не складываются. */
            cells: components["schemas"]["ReportCellDto"][];
        };
        ReportRevisionDto: {
            revision: number;
            snapshot_id: string;
            /** @description Что было подписано: ячейки, свои числа, объяснения, предупреждения. */
            content: Record<string, never>;
            /** @description SHA-256 от content в каноническом JSON (RFC 8785). */
            content_hash: string;
            signed_by: string;
            /** Format: date-time */
            signed_at: string;
            late: boolean;
        };
        ReportRevisionsDto: {
            items: components["schemas"]["ReportRevisionDto"][];
        };
        ReportStepDto: {
            /** @description open, fill, refresh, submit, recall, return, accept, rollup_returned, lock, correct. */
            event: string;
            from: string | null;
            to: string;
            actor_kind: string;
            actor_id: string | null;
            reason: string | null;
            /** @description При возврате: замечания по ключам столбцов. */
            cell_comments: Record<string, never>;
            revision: number;
            /** Format: date-time */
            at: string;
        };
        ReportStepsDto: {
            items: components["schemas"]["ReportStepDto"][];
        };
        CellStatementDto: {
            /** @description Ключ столбца из отчёта. */
            cell: string;
            /** @description Своё число школы, для столбцов «по данным ОО»; null — убрать. */
            figure?: number | null;
            /** @description Объяснение расхождения; null — убрать. */
            explanation?: string | null;
            /** @description Слова школы, для текстовых столбцов; null — убрать. */
            text?: string | null;
        };
        FillReportDto: {
            /** @description Что меняется; остальное остаётся. Расчётные столбцы не меняют, их объясняют. */
            cells: components["schemas"]["CellStatementDto"][];
        };
        RecallReportDto: {
            /** @description Почему; можно не указывать. */
            reason?: string;
        };
        CellCommentDto: {
            /** @description Ключ столбца. */
            cell: string;
            /** @description Что в нём не так. */
            text: string;
        };
        ReturnReportDto: {
            /** @description Почему отчёт возвращён. */
            reason: string;
            /** @description Новый срок: последний день включительно, ГГГГ-ММ-ДД. */
            due_on: string;
            /** @description Замечания по столбцам. */
            comments?: components["schemas"]["CellCommentDto"][];
        };
        StatisticsChangeDto: {
            /** @description По ключам показателей; null — числа нет. */
            values: {
                [key: string]: {
                    numerator?: number;
                    denominator?: number | null;
                    value?: number | null;
                } | null;
            } | null;
            school_kind: string | null;
            founder_type: string | null;
            /** @description false — детский сад или колледж: выше школы не складывается. */
            general: boolean;
            /** @description Скрыто: по строке можно узнать класс. */
            suppressed: boolean;
            level: string;
            id: string;
            /** @description Номер параллели у параллели и класса. */
            grade: number | null;
            name: string;
            /** @description Какого снимка строка: он назван в snapshots. */
            snapshot_id: string;
        };
        StatisticsChangesDto: {
            /** @description Снимки этой страницы в порядке, в котором они посчитаны. Строки снимка могут продолжаться на следующей странице. */
            snapshots: components["schemas"]["SnapshotDto"][];
            items: components["schemas"]["StatisticsChangeDto"][];
            /** @description Сохраните и передайте в cursor: на следующей странице или в следующий раз. Есть всегда. */
            next_cursor: string;
            /** @description true — следующую страницу можно читать сразу. */
            has_more: boolean;
        };
        DeliveryDto: {
            id: string;
            /** @description О ком сообщение; null, если ни о ком из контингента. */
            person_id: string | null;
            notice_issue_id: string | null;
            /** @description email, sms, messenger или journal. */
            channel: string;
            /** @description Адрес под маской; null, если неизвестен или уже забыт (через 180 дней). */
            address: string | null;
            /** @description Обязательное идёт и тем, кто отписался. */
            mandatory: boolean;
            /** @description queued, sent, delivered, bounced, failed или suppressed. */
            state: string;
            /** @description Почему: smtp_550, gateway_422, no_address, channel_off, opted_out… */
            reason: string | null;
            attempts: number;
            /**
             * Format: date-time
             * @description Для queued: не раньше этого времени будет следующая попытка.
             */
            next_attempt_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            sent_at: string | null;
            /** Format: date-time */
            changed_at: string;
        };
        DeliveriesPageDto: {
            items: components["schemas"]["DeliveryDto"][];
            /** @description Передайте в cursor, чтобы получить следующую страницу; null на последней. */
            next_cursor: string | null;
        };
        DeliveryCountDto: {
            channel: string;
            state: string;
            reason: string | null;
            count: number;
        };
        DeliveryCountsDto: {
            items: components["schemas"]["DeliveryCountDto"][];
        };
        OptOutDto: {
            /**
             * Format: uuid
             * @description Человек контингента ваших школ: ученик, представитель или работник.
             */
            person_id: string;
            /**
             * @description Канал: email, sms, messenger или journal.
             * @enum {string}
             */
            channel: "email" | "sms" | "messenger" | "journal";
            /** @description Основание: заявление, его дата. */
            basis: string;
        };
        LinkClaimDto: {
            /** @description Подписанное заявление: JWS с typ legacy-proof+jwt. */
            proof: string;
            /** @description Значение claim_request, с которым к вам пришёл браузер; нет, если начинаете вы. */
            claim_request?: string;
        };
        LinkClaimAnswerDto: {
            /** @description Куда отправить этот браузер. Адрес одноразовый, действует 10 минут. */
            redirect_to: string;
        };
        RosterPushAcceptedDto: {
            /** @description Номер загрузки: по нему узнают, чем она кончилась. */
            id: string;
        };
        PushedKindCountsDto: {
            inserted: number;
            updated: number;
            unchanged: number;
            removed: number;
            set_aside: number;
        };
        PushedIssueTotalsDto: {
            structure: number;
            row: number;
            field: number;
            warning: number;
        };
        PushedIssueDto: {
            no: number;
            /** @description Раздел тела: `roster.json: users`. */
            file: string;
            /** @description Номер записи в разделе, с единицы. */
            row: number | null;
            column: string | null;
            /** @description structure — загрузка отвергнута; row — запись отложена; field — поле не принято; warning — принято. */
            severity: string;
            code: string;
            message: string;
        };
        PushedImportDto: {
            /** @description Что сделано с записями каждого вида. */
            counts: {
                [key: string]: components["schemas"]["PushedKindCountsDto"];
            };
            id: string;
            source: string;
            /** @description uploaded, validating, invalid, ready, needs_approval, applying, applied, failed, rejected, discarded, rolled_back. */
            state: string;
            dry_run: boolean;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            finished_at: string | null;
            issue_totals: components["schemas"]["PushedIssueTotalsDto"] | null;
            issues: components["schemas"]["PushedIssueDto"][];
            /** @description Тело то же, что и в прошлый раз: ничего не записано. */
            skipped: boolean;
        };
        DeletionActDto: {
            /** @description Подписанный акт: JWS с typ deletion-act+jwt. */
            act: string;
        };
        SkippedAccountDto: {
            /** @description Идентификатор записи в вашем журнале. */
            account: string;
            /** @description exempt, reenabled, never_issued, already_purged, not_closed или not_disabled. */
            reason: string;
        };
        DeletionActAnswerDto: {
            id: string;
            number: string;
            /** @description У скольких записей пароль теперь уничтожен. */
            purged: number;
            /** @description Записи, которые этим актом не закрыты, с причиной: хеши исключённых из отключения нужно сохранить. */
            skipped: components["schemas"]["SkippedAccountDto"][];
            /** @description Записи, которых у вашего журнала нет в контингенте. */
            unknown: string[];
            /** Format: date-time */
            received_at: string;
        };
        SignInDecisionCallDto: {
            /** @description Ваш номер учётной записи, как в загруженных списках. */
            account: string;
            /**
             * @description Откуда входят.
             * @enum {string}
             */
            channel: "web" | "mobile" | "api" | "integration";
            /** @description Школа записи: номер, под которым она загружена, или наш id. Нужна, если запись ещё не загружена. */
            school?: string;
            /**
             * @description Роль записи. Нужна, если запись ещё не загружена.
             * @enum {string}
             */
            role?: "student" | "representative" | "teacher" | "homeroom" | "school_admin";
            /** @description Сколько раз человек уже отложил привязку. */
            skips_used?: number;
            /** @description Когда человек входил; для повтора разобранных входов. Решают часы сервера. */
            moment?: string;
        };
        SignInDecisionDto: {
            /**
             * @description Что делать с паролем: пустить, пустить с предупреждением, показать мастер привязки или отказать.
             * @enum {string}
             */
            decision: "allow" | "allow_with_warning" | "require_linking" | "deny_brownout" | "deny_unused" | "deny_cutover" | "deny_unknown" | "deny_locked";
            /**
             * @description Код сообщения; null только с allow.
             * @enum {string|null}
             */
            code: "LEGACY_WARN" | "LEGACY_EXEMPT" | "LEGACY_REENABLED" | "LEGACY_ESIA_OUTAGE" | "LEGACY_LINK_REQUIRED" | "LEGACY_BROWNOUT" | "LEGACY_UNUSED" | "LEGACY_DISABLED" | "LEGACY_LINKED" | "LEGACY_UNKNOWN" | "SECURITY_LOCK" | "REPRESENTATION_RESTRICTED" | null;
            /** @description Текст для человека, покажите его как есть; null только с allow. */
            text: string | null;
            /**
             * Format: date-time
             * @description Конец того, о чём сообщение: исключения, повторного включения, окна.
             */
            until: string | null;
            /** @description День отключения паролей. */
            cutover_on: string | null;
            /** @description Сколько дней до него в поясе региона; null, если день не назначен или уже прошёл. */
            days_left: number | null;
            /** @description Сколько раз ещё можно отложить привязку; null, если её не просят. */
            skips_left: number | null;
            /** @description Где человек привязывает Госуслуги. */
            link_url: string | null;
            /** @description Через сколько секунд пароль может подойти снова; null, если ждать нечего. */
            retry_after: number | null;
            /** @description Сколько секунд можно хранить ответ. */
            cache_seconds: number;
        };
        ReenableRequestDto: {
            /** @description Что написал пользователь, без имён. */
            reason?: string;
        };
        ReenableRequestAnswerDto: {
            /** @description Номер просьбы. */
            id: string;
            /** @description requested: просьба у школы. */
            state: string;
            /** Format: date-time */
            requested_at: string;
        };
        JournalEventDto: {
            /** @enum {string} */
            type: "link.activated" | "link.suspended" | "link.revoked" | "credential.disabled" | "credential.restored" | "credential.ordered" | "campaign.phase_changed" | "brownout.started" | "brownout.ended" | "incident.opened" | "incident.reminded" | "incident.closed" | "test";
            /** @description Ваш id записи или школа; коды и даты (docs/integration.md, «События»). */
            data: {
                [key: string]: unknown;
            };
            /** @description Одно и то же, сколько бы раз событие ни пришло: по нему узнают повтор. */
            id: string;
            /** @description Номер в ленте вашей системы: растёт на единицу, без пропусков. */
            no: number;
            /** @description Когда произошло, RFC 3339. */
            timestamp: string;
        };
        EventsPageDto: {
            items: components["schemas"]["JournalEventDto"][];
            /** @description С чем спросить в следующий раз, даже если сейчас новых нет. */
            next_cursor: number;
            /** @description Спрашивайте сразу: есть ещё. */
            has_more: boolean;
        };
        ReplayDto: {
            /** @description Номер, после которого повторить; нет — с самого старого из хранимых. */
            from?: number;
            /**
             * @description Только те, от которых мы отступились.
             * @default false
             */
            dead_only?: boolean;
        };
        ReplayedDto: {
            /** @description Сколько событий поставлено на повтор, не больше 50 000. */
            queued: number;
            /** @description Откуда продолжать, если has_more. */
            next_from: number;
            has_more: boolean;
        };
        TestEventDto: {
            /** @description Ваш id записи, о которой прислать событие. */
            account: string;
        };
        TestEventAnswerDto: {
            /** @description id, под которым событие придёт. */
            id: string;
        };
        AccountLinkDto: {
            /** @enum {string} */
            state: "active" | "suspended" | "none";
            /**
             * @description full; history — только чтение; none.
             * @enum {string}
             */
            access: "full" | "history" | "none";
            /** @description С какого времени так, RFC 3339. */
            since: string | null;
        };
        AccountCredentialDto: {
            /** @description Для disabled: linked, unused, cutover. */
            reason: string | null;
            /** @description Для reenabled: до какого времени. */
            until: string | null;
            /** @description Состояние старого пароля, действующее сейчас: active, warned, link_required, disabled… */
            state: string;
        };
        AccountDecisionDto: {
            /** @enum {string} */
            decision: "allow" | "allow_with_warning" | "require_linking" | "deny_brownout" | "deny_unused" | "deny_cutover" | "deny_unknown" | "deny_locked";
            /** @description Код сообщения: LEGACY_WARN, LEGACY_EXEMPT… */
            code: string | null;
            /** @description До какого времени действует то, о чём сообщение. */
            until: string | null;
        };
        JournalAccountDto: {
            /** @description День прекращения паролей, ГГГГ-ММ-ДД. */
            cutover_on: string | null;
            /** @description Ваш id записи. */
            account: string;
            link: components["schemas"]["AccountLinkDto"];
            credential: components["schemas"]["AccountCredentialDto"];
            /** @description Что ответит решение о входе по паролю сейчас. */
            decision: components["schemas"]["AccountDecisionDto"];
            /** @description Фаза кампании, которой следует запись. */
            phase: string;
        };
        SignInEventDto: {
            /**
             * Format: uuid
             * @description Ваш идентификатор события, UUID: повторная отправка того же события ничего не меняет.
             */
            id: string;
            /** @description Ваш идентификатор учётной записи. */
            account: string;
            /** @description Когда это было, по RFC 3339 с поясом: 2026-11-22T08:15:00+02:00. */
            at: string;
            /**
             * @description password — паролем; esia — через Госуслуги; other — иначе.
             * @enum {string}
             */
            method: "password" | "esia" | "other";
            /**
             * @description web — сайт; mobile — приложение; api — программный интерфейс; integration — другая система.
             * @enum {string}
             */
            channel: "web" | "mobile" | "api" | "integration";
            /** @description Впустил ли журнал. */
            succeeded: boolean;
        };
        SignInEventsDto: {
            /** @description До 1000 событий, в любом порядке. */
            events: components["schemas"]["SignInEventDto"][];
            /** @description Дни региона, за которые вы сообщили уже обо всех входах: 2026-11-21. Сегодняшний день ещё не полон. */
            complete?: string[];
        };
        RefusedEventDto: {
            id: string;
            /** @description too_old, in_future или id_reused. */
            reason: string;
            /** @description Что с этим делать. */
            detail: string;
        };
        RefusedDayDto: {
            day: string;
            /** @description not_over или too_old. */
            reason: string;
            detail: string;
        };
        SignInEventsAnswerDto: {
            /** @description Сколько новых событий записано. */
            accepted: number;
            /** @description Сколько было известно раньше. */
            repeated: number;
            /** @description События записей, которых нет в ваших данных у нас: сохранены и будут учтены, когда запись появится. */
            unknown: string[];
            refused: components["schemas"]["RefusedEventDto"][];
            refused_days: components["schemas"]["RefusedDayDto"][];
        };
        UndoUnusedDto: {
            /**
             * @description Чем вы проверили владельца, кроме старого пароля: email_code, phone_code, new_password или in_person.
             * @enum {string}
             */
            checked_by: "email_code" | "phone_code" | "new_password" | "in_person";
        };
        UndoUnusedAnswerDto: {
            /** @description true — пароль снова действует; false — он не был отключён как неиспользуемый или отключение паролей уже наступило. */
            restored: boolean;
        };
        /** @description RFC 9457. `code` не меняется от версии к версии; `detail` написан для людей. */
        Problem: {
            /** @example urn:perehod:problem:NOT_FOUND */
            type: string;
            title: string;
            /** @enum {integer} */
            status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 412 | 413 | 428 | 429 | 500 | 503;
            detail: string;
            /** @enum {string} */
            code: "AGREEMENT_DATES_WRONG" | "API_KEY_ADDRESS" | "API_KEY_DATES_WRONG" | "API_KEY_EXPIRED" | "API_KEY_HAS_SUCCESSOR" | "API_KEY_NETWORK_WRONG" | "API_KEY_NOT_FOR_THIS" | "API_KEY_OVER" | "API_KEY_RETIRED" | "API_KEY_REVOKED" | "API_KEY_RIGHT" | "API_KEY_UNKNOWN" | "BREAK_GLASS_DECIDED" | "BREAK_GLASS_LAPSED" | "BREAK_GLASS_OPEN" | "BREAK_GLASS_SAME_PERSON" | "BROWNOUT_CALENDAR" | "BROWNOUT_CUTOVER" | "BROWNOUT_LESSONS" | "BROWNOUT_NOTHING_PLANNED" | "BROWNOUT_ORDER" | "BROWNOUT_OVER" | "BROWNOUT_OVERLAPS" | "BROWNOUT_PAST" | "BROWNOUT_PHASE" | "BROWNOUT_TOO_LONG" | "CALENDAR_DAYS_WRONG" | "CALL_UNSIGNED" | "CAMPAIGN_ADVANCE_UNASKED" | "CAMPAIGN_CLOSED" | "CAMPAIGN_DATE_FORBIDDEN" | "CAMPAIGN_DATE_NOT_EARLIER" | "CAMPAIGN_DATE_NOT_LATER" | "CAMPAIGN_DATE_TOO_EARLY" | "CAMPAIGN_GATES_MISSED" | "CAMPAIGN_MOVE_IMPOSSIBLE" | "CAMPAIGN_NOT_PAUSED" | "CAMPAIGN_PAUSED" | "CAMPAIGN_ROLLBACK_DATE" | "CAMPAIGN_ROLLBACK_LATE" | "CAMPAIGN_ROLLBACK_NOT_BACK" | "CAMPAIGN_SCHEDULE_MISSING" | "CAMPAIGN_SCHOOL_HELD" | "CAMPAIGN_SYSTEM_NEEDED" | "CAMPAIGN_WAVE_ORDER" | "CAPACITY_AGE_WRONG" | "CAPACITY_EXCEPTION_EXISTS" | "CONFLICT" | "CONFLICT_OF_INTEREST" | "CONSENT_BIRTHDATE_UNKNOWN" | "CONSENT_EXISTS" | "CONSENT_GIVER_WRONG" | "CONSENT_TEXT_UNKNOWN" | "CONSENT_WITHDRAWN" | "CORRECTION_NOT_LOCKED" | "CORRECTION_OPEN" | "CORRECTION_OWN" | "CORRECTION_ROLLUP_BUSY" | "CORRECTION_STATE_WRONG" | "CREDENTIAL_LOCKED" | "CREDENTIAL_NOT_LOCKED" | "CREDENTIAL_NOT_ORDERED" | "CREDENTIAL_ORDER_IMPOSSIBLE" | "DATE_IN_FUTURE" | "DATE_REQUEST_DECIDED" | "DATE_REQUEST_OPEN" | "DATE_REQUEST_UNDATED" | "DECISION_ACCOUNT_TAKEN" | "DECISION_BASIS_NEEDED" | "DECISION_BIRTHDATE_NOT_MENDED" | "DECISION_COOLDOWN" | "DECISION_GUARDED" | "DECISION_NOT_LAST" | "DECISION_SETTLED" | "DECISION_SNILS_OF_ANOTHER" | "DECLARATION_EXISTS" | "DECLARATION_NOT_NEEDED" | "DECLARATION_WITHDRAWN" | "DELEGATE_BY_MUNICIPALITY" | "DELEGATE_SELF" | "DELEGATE_TERM_WRONG" | "DELETION_ACT_DATE_AHEAD" | "DELETION_ACT_INVALID" | "DELETION_ACT_NUMBER_TAKEN" | "DELETION_ACT_TOO_EARLY" | "ERASURE_FIRST" | "ERASURE_TOO_EARLY" | "ESIA_OUTAGE_DECLARED" | "ESIA_OUTAGE_OVER" | "ESIA_TECH" | "EVENT_CURSOR_TOO_OLD" | "EVENT_CURSOR_UNKNOWN" | "EXEMPTION_BY_MANAGER" | "EXEMPTION_EXISTS" | "EXEMPTION_LEGAL" | "EXEMPTION_NOT_RENEWABLE" | "EXEMPTION_STATE_WRONG" | "EXEMPTION_TARGET_WRONG" | "EXEMPTION_TERM_OVER" | "EXEMPTION_TERM_WRONG" | "EXPORT_DAY_NOT_COUNTED" | "FEDERAL_FILE_WRONG" | "FEDERAL_TOTAL_WRONG" | "FORBIDDEN" | "FOREIGN_ORIGIN" | "FORM_FOREIGN" | "GRANT_DATES_WRONG" | "GRANT_EXISTS" | "GRANT_PLACE_WRONG" | "GROWTH_DAYS_MISSING" | "GROWTH_DAYS_OUT_OF_ORDER" | "IDEMPOTENCY_KEY_MISSING" | "IDEMPOTENCY_KEY_REUSED" | "IDEMPOTENT_ANSWER_UNSAID" | "IDEMPOTENT_REQUEST_RUNNING" | "IMPORT_DECIDED_BY_MINISTRY" | "IMPORT_DECIDED_BY_SCHOOL" | "IMPORT_FILES_GONE" | "IMPORT_NOT_NEWEST" | "IMPORT_ROLL_BACK_LATE" | "IMPORT_RUNNING" | "IMPORT_STATE_CHANGED" | "IMPORT_STILL_RUNNING" | "INTERNAL_ERROR" | "INTERNAL_TOKEN_INVALID" | "INTERNAL_TOKEN_REQUIRED" | "JOURNAL_ADDRESS_UNKNOWN" | "JOURNAL_SIGN_IN_FAILED" | "JOURNAL_SIGN_IN_STALE" | "JOURNAL_UNKNOWN" | "LEAK_CLOSED" | "LEAK_NOTICE_FIRST" | "LEAK_PERIOD_WRONG" | "LEGACY_PROOF_INVALID" | "LESSON_HOURS_WRONG" | "LINK_BASIS_NEEDED" | "LINK_NOT_ACTIVE" | "LINK_NOT_LIVE" | "LINK_NOT_RESUMABLE" | "LINK_NOT_WAITING" | "LOCK_GROUND_HOLDS" | "MALFORMED_REQUEST" | "MERGE_FORBIDDEN" | "MERGE_OF_ONESELF" | "MERGE_OF_RELATIVES" | "MERGE_PROPOSED_ALREADY" | "METHOD_NOT_ALLOWED" | "NOTHING_PUBLISHED" | "NOTHING_TO_CORRECT" | "NOT_FOUND" | "NO_CAMPAIGNS" | "NO_SCHOOLS_SERVED" | "PARENT_ACCESS_BY_POLICY" | "PERSON_CLOSED" | "PERSON_HAS_ONE_RECORD" | "PERSON_NOT_BLOCKED" | "POLICY_CURSOR_UNKNOWN" | "PRECONDITION_FAILED" | "PRECONDITION_REQUIRED" | "PROBE_ALREADY_RECORDED" | "PUPIL_NOT_OF_AGE" | "PURPOSE_UNKNOWN" | "REENABLE_DAYS_WRONG" | "REENABLE_NOT_POSSIBLE" | "REENABLE_STATE_WRONG" | "REFUSAL_BY_STRANGER" | "REFUSAL_DATE_WRONG" | "REFUSAL_EXISTS" | "REFUSAL_STATE_WRONG" | "REGION_UNKNOWN" | "REORGANISATION_CLASSES" | "REORGANISATION_NOT_YET" | "REORGANISATION_SAME_SCHOOL" | "REORGANISATION_SCHOOL_CLOSED" | "REPORTS_TOO_MANY" | "REPORT_CELL_COMPUTED" | "REPORT_CELL_KIND" | "REPORT_CELL_UNKNOWN" | "REPORT_CHECKS_FAILED" | "REPORT_DUE_PAST" | "REPORT_FORM_UNKNOWN" | "REPORT_OTHER_ROUTE" | "REPORT_PERIOD_DAYS_WRONG" | "REPORT_PERIOD_EMPTY" | "REPORT_PERIOD_EXISTS" | "REPORT_REFRESH_LATE" | "REPORT_ROLLUP_SENT" | "REPORT_SNAPSHOT_MISSING" | "REPORT_STATE_WRONG" | "REPORT_ZONE_UNKNOWN" | "RESTRICTION_DATES_WRONG" | "RESTRICTION_EXISTS" | "RETURN_PATH_FOREIGN" | "REVIEW_ACCOUNT_CLOSED" | "REVIEW_ACCOUNT_FOREIGN" | "REVIEW_DECIDED" | "ROLLUP_MISSING_UNNAMED" | "ROLLUP_MISSING_WRONG" | "ROLLUP_NOT_BUILT" | "ROLLUP_SCHOOLS_NOT_ACCEPTED" | "ROLLUP_STALE" | "ROLLUP_STATE_WRONG" | "ROSTER_PUSH_TOO_LARGE" | "SECOND_ADMINISTRATOR_NEEDED" | "SECOND_EYES_NEEDED" | "SECOND_OFFICER_NEEDED" | "SNILS_CHANGE_REFUSED" | "SPLIT_RECORDS_WRONG" | "STATISTICS_DAY_AHEAD" | "STATISTICS_DAY_NOT_COUNTED" | "STATISTICS_DAY_NOT_OVER" | "STATISTICS_SPAN_WRONG" | "SUBJECT_AMBIGUOUS" | "SUBJECT_REQUEST_EXTENDED" | "SUBJECT_REQUEST_KIND" | "SUBJECT_REQUEST_STATE" | "SUBJECT_UNKNOWN" | "TIE_STATE_WRONG" | "TOO_LARGE" | "TOO_MANY_REQUESTS" | "UNAUTHENTICATED" | "UNAVAILABLE" | "VALIDATION_FAILED" | "WEBHOOK_NOT_REGISTERED";
            request_id: string | null;
            errors?: {
                field: string;
                message: string;
            }[];
            facts?: {
                [key: string]: unknown;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ApiKeysController_list: {
        parameters: {
            query?: {
                /**
                 * @description Только этот муниципалитет.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                municipality_id?: string;
                /**
                 * @description true — и те, что уже не действуют.
                 * @example true
                 */
                all?: boolean;
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "name": "И*** П. С.",
                     *           "basis": "приказ № 12 от 01.09.2026",
                     *           "scope": "region",
                     *           "municipality_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "municipality_name": "Первый округ",
                     *           "rights": [
                     *             "right"
                     *           ],
                     *           "prefix": "ph_live_3f9a",
                     *           "allowed_addresses": [
                     *             "allowed_addresse"
                     *           ],
                     *           "state": "live",
                     *           "created_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "created_at": "2026-11-22T09:00:00.000Z",
                     *           "expires_at": "2026-11-22T09:00:00.000Z",
                     *           "predecessor_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "successor_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "retires_at": "2026-11-22T09:00:00.000Z",
                     *           "revoked_at": "2026-11-22T09:00:00.000Z",
                     *           "revoke_reason": "ключ заменён",
                     *           "last_used_at": "2026-11-22T09:00:00.000Z",
                     *           "etag": "\"3\""
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKeysPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiKeysController_create: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Повтор с ним назовёт тот же ключ, но сам ключ больше не покажет.
                 * @example Idempotency-Key
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "И*** П. С.",
                 *       "basis": "приказ № 12 от 01.09.2026",
                 *       "rights": [
                 *         "statistics.read"
                 *       ],
                 *       "expires_on": "2026-11-22"
                 *     }
                 */
                "application/json": components["schemas"]["NewApiKeyDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "secret": "secret",
                     *       "key": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "basis": "приказ № 12 от 01.09.2026",
                     *         "scope": "region",
                     *         "municipality_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "municipality_name": "Первый округ",
                     *         "rights": [
                     *           "right"
                     *         ],
                     *         "prefix": "ph_live_3f9a",
                     *         "allowed_addresses": [
                     *           "allowed_addresse"
                     *         ],
                     *         "state": "live",
                     *         "created_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "created_at": "2026-11-22T09:00:00.000Z",
                     *         "expires_at": "2026-11-22T09:00:00.000Z",
                     *         "predecessor_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "successor_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "retires_at": "2026-11-22T09:00:00.000Z",
                     *         "revoked_at": "2026-11-22T09:00:00.000Z",
                     *         "revoke_reason": "ключ заменён",
                     *         "last_used_at": "2026-11-22T09:00:00.000Z",
                     *         "etag": "\"3\""
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["MadeApiKeyDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiKeysController_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "name": "И*** П. С.",
                     *       "basis": "приказ № 12 от 01.09.2026",
                     *       "scope": "region",
                     *       "municipality_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "municipality_name": "Первый округ",
                     *       "rights": [
                     *         "right"
                     *       ],
                     *       "prefix": "ph_live_3f9a",
                     *       "allowed_addresses": [
                     *         "allowed_addresse"
                     *       ],
                     *       "state": "live",
                     *       "created_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "created_at": "2026-11-22T09:00:00.000Z",
                     *       "expires_at": "2026-11-22T09:00:00.000Z",
                     *       "predecessor_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "successor_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "retires_at": "2026-11-22T09:00:00.000Z",
                     *       "revoked_at": "2026-11-22T09:00:00.000Z",
                     *       "revoke_reason": "ключ заменён",
                     *       "last_used_at": "2026-11-22T09:00:00.000Z",
                     *       "etag": "\"3\""
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKeyDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiKeysController_uses: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "day": "2026-11-22",
                     *           "requests": 5,
                     *           "refusals": 5,
                     *           "last_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKeyUsesPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiKeysController_rotate: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description etag ключа из GET.
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "expires_on": "2026-11-22"
                 *     }
                 */
                "application/json": components["schemas"]["ApiKeyRotationDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "secret": "secret",
                     *       "key": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "basis": "приказ № 12 от 01.09.2026",
                     *         "scope": "region",
                     *         "municipality_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "municipality_name": "Первый округ",
                     *         "rights": [
                     *           "right"
                     *         ],
                     *         "prefix": "ph_live_3f9a",
                     *         "allowed_addresses": [
                     *           "allowed_addresse"
                     *         ],
                     *         "state": "live",
                     *         "created_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "created_at": "2026-11-22T09:00:00.000Z",
                     *         "expires_at": "2026-11-22T09:00:00.000Z",
                     *         "predecessor_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "successor_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "retires_at": "2026-11-22T09:00:00.000Z",
                     *         "revoked_at": "2026-11-22T09:00:00.000Z",
                     *         "revoke_reason": "ключ заменён",
                     *         "last_used_at": "2026-11-22T09:00:00.000Z",
                     *         "etag": "\"3\""
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["MadeApiKeyDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiKeysController_revoke: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ApiKeyRevocationDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "name": "И*** П. С.",
                     *       "basis": "приказ № 12 от 01.09.2026",
                     *       "scope": "region",
                     *       "municipality_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "municipality_name": "Первый округ",
                     *       "rights": [
                     *         "right"
                     *       ],
                     *       "prefix": "ph_live_3f9a",
                     *       "allowed_addresses": [
                     *         "allowed_addresse"
                     *       ],
                     *       "state": "live",
                     *       "created_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "created_at": "2026-11-22T09:00:00.000Z",
                     *       "expires_at": "2026-11-22T09:00:00.000Z",
                     *       "predecessor_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "successor_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "retires_at": "2026-11-22T09:00:00.000Z",
                     *       "revoked_at": "2026-11-22T09:00:00.000Z",
                     *       "revoke_reason": "ключ заменён",
                     *       "last_used_at": "2026-11-22T09:00:00.000Z",
                     *       "etag": "\"3\""
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKeyDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TodayController_read: {
        parameters: {
            query?: {
                /**
                 * @description Только эта школа; без неё — всё, что вам подчинено.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "day": "2026-11-22",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "tasks": [
                     *         {
                     *           "code": "LINK_REVIEW",
                     *           "about": "NAME_DISCREPANCY",
                     *           "text": "Решите дела о привязке: 5.",
                     *           "count": 5,
                     *           "urgency": "week",
                     *           "due_on": "2026-11-27",
                     *           "waiting_since": "2026-10-28",
                     *           "href": "/api/v1/link-reviews?state=open"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["TodayDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BulkActsController_decideReviews: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "decisions": [
                 *         {
                 *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *           "revision": 1,
                 *           "decision": "approve",
                 *           "reason": "сверено с документом"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ReviewDecisionsDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "done": 5,
                     *       "refused": 5,
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "done": true,
                     *           "result": "linked",
                     *           "code": "BIRTHDATE_MISMATCH",
                     *           "detail": "Исправьте указанные поля и отправьте запрос снова."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["BulkResultDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BulkActsController_revokeLinks: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "revocations": [
                 *         {
                 *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *           "reason": "school_error"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["LinkRevocationsDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "done": 5,
                     *       "refused": 5,
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "done": true,
                     *           "result": "linked",
                     *           "code": "BIRTHDATE_MISMATCH",
                     *           "detail": "Исправьте указанные поля и отправьте запрос снова."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["BulkResultDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BulkActsController_finishTasks: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ids": [
                 *         "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["TasksDoneDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "done": 5,
                     *       "refused": 5,
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "done": true,
                     *           "result": "linked",
                     *           "code": "BIRTHDATE_MISMATCH",
                     *           "detail": "Исправьте указанные поля и отправьте запрос снова."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["BulkResultDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SchoolsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Часть названия школы.
                 * @example Ив
                 */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "full_name": "МАОУ «Школа № 1»",
                     *           "short_name": "Школа № 1",
                     *           "kind": "student",
                     *           "founder_type": "municipal",
                     *           "municipality": {
                     *             "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "name": "И*** П. С.",
                     *             "oktmo": "27701000"
                     *           },
                     *           "inn": "3900000000",
                     *           "ogrn": "1023900000000",
                     *           "closed_on": "2026-11-22"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["SchoolsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SchoolsController_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "full_name": "МАОУ «Школа № 1»",
                     *       "short_name": "Школа № 1",
                     *       "kind": "student",
                     *       "founder_type": "municipal",
                     *       "municipality": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "oktmo": "27701000"
                     *       },
                     *       "inn": "3900000000",
                     *       "ogrn": "1023900000000",
                     *       "closed_on": "2026-11-22"
                     *     }
                     */
                    "application/json": components["schemas"]["SchoolDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SchoolReorganisationsController_record: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "merge",
                 *       "to_school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "happens_on": "2026-11-22",
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["ReorganisationOrderDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "kind": "merge",
                     *       "from_school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "to_school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "happens_on": "2026-11-22",
                     *       "basis": "приказ № 12 от 01.09.2026",
                     *       "recorded_at": "2026-11-22T09:00:00.000Z",
                     *       "moved": {
                     *         "enrollments": 5,
                     *         "appointments": 5,
                     *         "accounts": 5
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ReorganisationDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RosterImportsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Только загрузки в этом состоянии, например needs_approval.
                 * @example uploaded
                 */
                state?: "uploaded" | "validating" | "invalid" | "ready" | "needs_approval" | "applying" | "applied" | "failed" | "rejected" | "discarded" | "rolled_back";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "counts": {},
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "source": "journal",
                     *           "state": "uploaded",
                     *           "dry_run": true,
                     *           "started_at": "2026-11-22T09:00:00.000Z",
                     *           "finished_at": "2026-11-22T09:00:00.000Z",
                     *           "progress": {
                     *             "step": "waiting",
                     *             "step_name": "сверка с Госуслугами",
                     *             "files_read": 5,
                     *             "files_total": 5,
                     *             "rows_read": 5,
                     *             "rows_total": 5,
                     *             "heartbeat_at": "2026-11-22T09:00:00.000Z"
                     *           },
                     *           "mass_change": {
                     *             "decides": "school",
                     *             "level": "school",
                     *             "level_since": "2026-11-22T09:00:00.000Z",
                     *             "schools": [
                     *               {
                     *                 "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *                 "left": 5,
                     *                 "changed": 5,
                     *                 "pupils": 5
                     *               }
                     *             ],
                     *             "region": {
                     *               "affected": 5,
                     *               "pupils": 5
                     *             }
                     *           },
                     *           "decided_at": "2026-11-22T09:00:00.000Z",
                     *           "decision_reason": "сверено с документом",
                     *           "rolled_back_at": "2026-11-22T09:00:00.000Z",
                     *           "issues": {
                     *             "structure": 5,
                     *             "row": 5,
                     *             "field": 5,
                     *             "warning": 5
                     *           },
                     *           "skipped": true
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["RosterImportsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RosterImportsController_receive: {
        parameters: {
            query?: {
                /**
                 * @description Школа, чьи строки загружаются; не нужна, если у вас одна школа или весь регион.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description full — файлы называют всех, отсутствующие снимаются; delta — только изменения.
                 * @example full
                 */
                mode?: "full" | "delta";
                /**
                 * @description Только проверить и показать, что изменилось бы.
                 * @example true
                 */
                dry_run?: boolean;
                /**
                 * @description Заранее подтвердить массовое изменение (больше 5 % и не меньше 10 учеников школы); нужно право решать о нём.
                 * @example true
                 */
                force?: boolean;
                /**
                 * @description Система, из которой взяты файлы; без неё — система школы. Школе другая не разрешена.
                 * @example journal
                 */
                source?: string;
            };
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "files": [
                 *         "users"
                 *       ]
                 *     }
                 */
                "multipart/form-data": {
                    files?: string[];
                };
            };
        };
        responses: {
            /** @description Принято: работа продолжается. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *     }
                     */
                    "application/json": components["schemas"]["RosterImportAcceptedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RosterImportsController_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "counts": {},
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "source": "journal",
                     *       "state": "uploaded",
                     *       "dry_run": true,
                     *       "started_at": "2026-11-22T09:00:00.000Z",
                     *       "finished_at": "2026-11-22T09:00:00.000Z",
                     *       "progress": {
                     *         "step": "waiting",
                     *         "step_name": "сверка с Госуслугами",
                     *         "files_read": 5,
                     *         "files_total": 5,
                     *         "rows_read": 5,
                     *         "rows_total": 5,
                     *         "heartbeat_at": "2026-11-22T09:00:00.000Z"
                     *       },
                     *       "mass_change": {
                     *         "decides": "school",
                     *         "level": "school",
                     *         "level_since": "2026-11-22T09:00:00.000Z",
                     *         "schools": [
                     *           {
                     *             "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "left": 5,
                     *             "changed": 5,
                     *             "pupils": 5
                     *           }
                     *         ],
                     *         "region": {
                     *           "affected": 5,
                     *           "pupils": 5
                     *         }
                     *       },
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом",
                     *       "rolled_back_at": "2026-11-22T09:00:00.000Z",
                     *       "issues": {
                     *         "structure": 5,
                     *         "row": 5,
                     *         "field": 5,
                     *         "warning": 5
                     *       },
                     *       "skipped": true
                     *     }
                     */
                    "application/json": components["schemas"]["RosterImportDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RosterImportsController_issues: {
        parameters: {
            query?: {
                /**
                 * @description Сколько ошибок вернуть, от 1 до 1000.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Номер последней увиденной ошибки.
                 * @example 5
                 */
                after?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "no": 1,
                     *           "file": "users",
                     *           "row": 5,
                     *           "column": "students",
                     *           "severity": "structure",
                     *           "code": "BIRTHDATE_MISMATCH",
                     *           "message": "нужна дата ГГГГ-ММ-ДД"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportIssuesDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RosterImportsController_difference: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Только люди этой школы.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "counts": [
                     *         {
                     *           "attributes": {},
                     *           "kind": "student",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school": "S-001",
                     *           "change": "added",
                     *           "records": 5
                     *         }
                     *       ],
                     *       "items": [
                     *         {
                     *           "no": 1,
                     *           "kind": "student",
                     *           "change": "added",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "who": "И*** П. С.",
                     *           "file": "users",
                     *           "row": 5,
                     *           "attributes": [
                     *             "birth_date"
                     *           ],
                     *           "values": [
                     *             {
                     *               "attribute": "school",
                     *               "was": "**.**.2012",
                     *               "will_be": "**.**.2012"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["ImportDifferenceDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RosterImportReportController_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Только эта школа.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description Только этот класс.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                class_id?: string;
                /**
                 * @description Начало фамилии.
                 * @example Ив
                 */
                search?: string;
                /**
                 * @description Готовность к привязке: ready, snils_missing, snils_invalid, snils_duplicate, no_snils_foreign, birthdate_missing.
                 * @example ready
                 */
                readiness?: "ready" | "snils_missing" | "snils_invalid" | "snils_duplicate" | "no_snils_foreign" | "birthdate_missing";
                /**
                 * @description true — только защищённые люди, без имени, школы и класса; иначе их в списке нет.
                 * @example true
                 */
                protected?: boolean;
                /**
                 * @description Отношение к Госуслугам: linked, not_linked, suspended, pending (привязка ждёт), exempt, refusal, declared (заявлено, что
                 *     запись есть), data_error (данные с ошибкой).
                 * @example linked
                 */
                standing?: "linked" | "not_linked" | "suspended" | "pending" | "exempt" | "refusal" | "declared" | "data_error";
                /**
                 * @description Кто это в школе: student, representative или staff.
                 * @example student
                 */
                kind?: "student" | "representative" | "staff";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "name": "И*** П. С.",
                     *           "birth_year": 2014,
                     *           "snils": "***-***-*** 95",
                     *           "readiness": "ready",
                     *           "problem": "SNILS_DUPLICATE_FAMILY",
                     *           "protected": true,
                     *           "deceased": true,
                     *           "names_self_typed": true,
                     *           "places": [
                     *             {
                     *               "kind": "student",
                     *               "school": {
                     *                 "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *                 "short_name": "Школа № 1"
                     *               },
                     *               "class_label": "5Б"
                     *             }
                     *           ],
                     *           "standings": [
                     *             "standing"
                     *           ]
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["PeoplePageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_search: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "limit": 50
                 *     }
                 */
                "application/json": components["schemas"]["PeopleSearchDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "name": "И*** П. С.",
                     *           "birth_year": 2014,
                     *           "snils": "***-***-*** 95",
                     *           "readiness": "ready",
                     *           "problem": "SNILS_DUPLICATE_FAMILY",
                     *           "protected": true,
                     *           "deceased": true,
                     *           "names_self_typed": true,
                     *           "places": [
                     *             {
                     *               "kind": "student",
                     *               "school": {
                     *                 "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *                 "short_name": "Школа № 1"
                     *               },
                     *               "class_label": "5Б"
                     *             }
                     *           ],
                     *           "standings": [
                     *             "standing"
                     *           ]
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["PeoplePageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "name": "И*** П. С.",
                     *       "birth_year": 2014,
                     *       "snils": "***-***-*** 95",
                     *       "readiness": "ready",
                     *       "problem": "SNILS_DUPLICATE_FAMILY",
                     *       "protected": true,
                     *       "deceased": true,
                     *       "names_self_typed": true,
                     *       "places": [
                     *         {
                     *           "kind": "student",
                     *           "school": {
                     *             "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "short_name": "Школа № 1"
                     *           },
                     *           "class_label": "5Б"
                     *         }
                     *       ],
                     *       "standings": [
                     *         "standing"
                     *       ],
                     *       "records": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "kind": "student",
                     *           "source": "journal",
                     *           "source_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "pinned": true
                     *         }
                     *       ],
                     *       "attributes_by_hand": [
                     *         "attributes_by_hand"
                     *       ],
                     *       "protections": [
                     *         "protection"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PersonCardDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_correct: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["CorrectionBody"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "attributes": [
                     *         "birth_date"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CorrectionDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_reveal: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "field": "snils",
                 *       "reason": "compare_with_document"
                 *     }
                 */
                "application/json": components["schemas"]["PersonRevealDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "value": "null"
                     *     }
                     */
                    "application/json": components["schemas"]["RevealedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_merge: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "other_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["MergeBody"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "proposed"
                     *     }
                     */
                    "application/json": components["schemas"]["DecisionDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_split: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "record_ids": [
                 *         "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                 *       ],
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["SplitBody"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "new_person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *     }
                     */
                    "application/json": components["schemas"]["SplitDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_protect: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "adoption",
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["ProtectionBody"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_unprotect: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_adopt: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "last_name": "Фамилия",
                 *       "first_name": "Имя",
                 *       "birth_date": "1980-02-03",
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["AdoptionBody"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *     }
                     */
                    "application/json": components["schemas"]["NewPersonDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_die: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "date": "2026-12-15",
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["DeathBody"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DataQualityController_counts: {
        parameters: {
            query?: {
                /**
                 * @description Только эта школа; тогда и по классам.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "problems": {},
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "class_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "class_label": "5Б",
                     *           "kind": "student",
                     *           "total": 5,
                     *           "ready": 5
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["QualityCountsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DataQualityController_people: {
        parameters: {
            query?: {
                /**
                 * @description Вид ошибки; any — любая.
                 * @example snils_missing
                 */
                problem?: "snils_missing" | "snils_invalid" | "snils_duplicate" | "SNILS_DUPLICATE_FAMILY" | "no_snils_foreign" | "birthdate_missing" | "birthdate_improbable" | "mixed_alphabet" | "patronymic_placeholder" | "spelling_variant" | "any";
                /**
                 * @description Только эта школа.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description Только этот класс.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                class_id?: string;
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "name": "И*** П. С.",
                     *           "birth_year": 2014,
                     *           "snils": "***-***-*** 95",
                     *           "kind": "student",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "class_label": "5Б",
                     *           "source_ids": [
                     *             "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *           ],
                     *           "readiness": "ready",
                     *           "problems": [
                     *             "SNILS_DUPLICATE_FAMILY"
                     *           ]
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["QualityPeopleDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DataQualityController_xlsx: {
        parameters: {
            query?: {
                /**
                 * @description Вид ошибки; any — любая.
                 * @example snils_missing
                 */
                problem?: "snils_missing" | "snils_invalid" | "snils_duplicate" | "SNILS_DUPLICATE_FAMILY" | "no_snils_foreign" | "birthdate_missing" | "birthdate_improbable" | "mixed_alphabet" | "patronymic_placeholder" | "spelling_variant" | "any";
                /**
                 * @description Только этот класс.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                class_id?: string;
                /**
                 * @description Только эта школа; тогда и по классам.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DataQualityController_csv: {
        parameters: {
            query?: {
                /**
                 * @description Вид ошибки; any — любая.
                 * @example snils_missing
                 */
                problem?: "snils_missing" | "snils_invalid" | "snils_duplicate" | "SNILS_DUPLICATE_FAMILY" | "no_snils_foreign" | "birthdate_missing" | "birthdate_improbable" | "mixed_alphabet" | "patronymic_placeholder" | "spelling_variant" | "any";
                /**
                 * @description Только этот класс.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                class_id?: string;
                /**
                 * @description Только эта школа; тогда и по классам.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DataQualityController_sanity: {
        parameters: {
            query?: {
                /**
                 * @description Только эта школа; тогда и по классам.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "pupils_without_class": 5,
                     *           "classes": 5,
                     *           "homeroom_accounts": 5,
                     *           "classes_without_homeroom": 5,
                     *           "representatives_without_child": 5,
                     *           "accounts_without_person": 5
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SanityListDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DataQualityController_prematch: {
        parameters: {
            query?: {
                /**
                 * @description Только эта школа; тогда и по классам.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "reasons": {},
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "class_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "class_label": "5Б",
                     *           "kind": "student",
                     *           "total": 5,
                     *           "would_link": 5,
                     *           "share": 0.68
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PrematchDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DataQualityController_prematchPeople: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Только эта школа.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "name": "И*** П. С.",
                     *           "kind": "student",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "class_label": "5Б",
                     *           "reason": "сверено с документом"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["PrematchPeopleDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PersonMergesController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "kind": "merge",
                     *           "state": "proposed",
                     *           "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "other_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "reason": "сверено с документом",
                     *           "decided_at": "2026-11-22T09:00:00.000Z",
                     *           "done_at": "2026-11-22T09:00:00.000Z",
                     *           "undone_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["PersonMergesPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PersonMergesController_confirm: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "proposed"
                     *     }
                     */
                    "application/json": components["schemas"]["DecisionDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PersonMergesController_undo: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "proposed"
                     *     }
                     */
                    "application/json": components["schemas"]["DecisionDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PersonMergeProposalsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "kind": "same_school",
                     *           "one": {
                     *             "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "name": "И*** П. С.",
                     *             "birth_year": 2014,
                     *             "snils": "***-***-*** 95",
                     *             "snils_state": "valid",
                     *             "kinds": [
                     *               "student"
                     *             ]
                     *           },
                     *           "other": {
                     *             "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "name": "И*** П. С.",
                     *             "birth_year": 2014,
                     *             "snils": "***-***-*** 95",
                     *             "snils_state": "valid",
                     *             "kinds": [
                     *               "student"
                     *             ]
                     *           }
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["MergeProposalsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PersonMergeProposalsController_dismiss: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом",
                 *       "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "other_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                 *     }
                 */
                "application/json": components["schemas"]["DismissalBody"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RosterTasksController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Только эта школа.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description Только этот вид задач: NAME_DISCREPANCY, PATRONYMIC_MISSING, WRITE_BACK и другие.
                 * @example BIRTHDATE_MISMATCH
                 */
                code?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "code": "BIRTHDATE_MISMATCH",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "person_name": "И*** П. С.",
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "action": "Сверьте с документом и исправьте ФИО",
                     *           "attributes": [
                     *             "birth_date"
                     *           ],
                     *           "opened_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["RosterTasksPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RosterTasksController_done: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "note": "исправлено"
                 *     }
                 */
                "application/json": components["schemas"]["TaskDoneBody"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RosterImportDecisionsController_approve: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ImportDecisionDto"];
            };
        };
        responses: {
            /** @description Принято: работа продолжается. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "counts": {},
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "source": "journal",
                     *       "state": "uploaded",
                     *       "dry_run": true,
                     *       "started_at": "2026-11-22T09:00:00.000Z",
                     *       "finished_at": "2026-11-22T09:00:00.000Z",
                     *       "progress": {
                     *         "step": "waiting",
                     *         "step_name": "сверка с Госуслугами",
                     *         "files_read": 5,
                     *         "files_total": 5,
                     *         "rows_read": 5,
                     *         "rows_total": 5,
                     *         "heartbeat_at": "2026-11-22T09:00:00.000Z"
                     *       },
                     *       "mass_change": {
                     *         "decides": "school",
                     *         "level": "school",
                     *         "level_since": "2026-11-22T09:00:00.000Z",
                     *         "schools": [
                     *           {
                     *             "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "left": 5,
                     *             "changed": 5,
                     *             "pupils": 5
                     *           }
                     *         ],
                     *         "region": {
                     *           "affected": 5,
                     *           "pupils": 5
                     *         }
                     *       },
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом",
                     *       "rolled_back_at": "2026-11-22T09:00:00.000Z",
                     *       "issues": {
                     *         "structure": 5,
                     *         "row": 5,
                     *         "field": 5,
                     *         "warning": 5
                     *       },
                     *       "skipped": true
                     *     }
                     */
                    "application/json": components["schemas"]["RosterImportDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RosterImportDecisionsController_reject: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ImportDecisionDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "counts": {},
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "source": "journal",
                     *       "state": "uploaded",
                     *       "dry_run": true,
                     *       "started_at": "2026-11-22T09:00:00.000Z",
                     *       "finished_at": "2026-11-22T09:00:00.000Z",
                     *       "progress": {
                     *         "step": "waiting",
                     *         "step_name": "сверка с Госуслугами",
                     *         "files_read": 5,
                     *         "files_total": 5,
                     *         "rows_read": 5,
                     *         "rows_total": 5,
                     *         "heartbeat_at": "2026-11-22T09:00:00.000Z"
                     *       },
                     *       "mass_change": {
                     *         "decides": "school",
                     *         "level": "school",
                     *         "level_since": "2026-11-22T09:00:00.000Z",
                     *         "schools": [
                     *           {
                     *             "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "left": 5,
                     *             "changed": 5,
                     *             "pupils": 5
                     *           }
                     *         ],
                     *         "region": {
                     *           "affected": 5,
                     *           "pupils": 5
                     *         }
                     *       },
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом",
                     *       "rolled_back_at": "2026-11-22T09:00:00.000Z",
                     *       "issues": {
                     *         "structure": 5,
                     *         "row": 5,
                     *         "field": 5,
                     *         "warning": 5
                     *       },
                     *       "skipped": true
                     *     }
                     */
                    "application/json": components["schemas"]["RosterImportDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RosterImportDecisionsController_apply: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Принято: работа продолжается. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "counts": {},
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "source": "journal",
                     *       "state": "uploaded",
                     *       "dry_run": true,
                     *       "started_at": "2026-11-22T09:00:00.000Z",
                     *       "finished_at": "2026-11-22T09:00:00.000Z",
                     *       "progress": {
                     *         "step": "waiting",
                     *         "step_name": "сверка с Госуслугами",
                     *         "files_read": 5,
                     *         "files_total": 5,
                     *         "rows_read": 5,
                     *         "rows_total": 5,
                     *         "heartbeat_at": "2026-11-22T09:00:00.000Z"
                     *       },
                     *       "mass_change": {
                     *         "decides": "school",
                     *         "level": "school",
                     *         "level_since": "2026-11-22T09:00:00.000Z",
                     *         "schools": [
                     *           {
                     *             "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "left": 5,
                     *             "changed": 5,
                     *             "pupils": 5
                     *           }
                     *         ],
                     *         "region": {
                     *           "affected": 5,
                     *           "pupils": 5
                     *         }
                     *       },
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом",
                     *       "rolled_back_at": "2026-11-22T09:00:00.000Z",
                     *       "issues": {
                     *         "structure": 5,
                     *         "row": 5,
                     *         "field": 5,
                     *         "warning": 5
                     *       },
                     *       "skipped": true
                     *     }
                     */
                    "application/json": components["schemas"]["RosterImportDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RosterImportDecisionsController_discard: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "counts": {},
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "source": "journal",
                     *       "state": "uploaded",
                     *       "dry_run": true,
                     *       "started_at": "2026-11-22T09:00:00.000Z",
                     *       "finished_at": "2026-11-22T09:00:00.000Z",
                     *       "progress": {
                     *         "step": "waiting",
                     *         "step_name": "сверка с Госуслугами",
                     *         "files_read": 5,
                     *         "files_total": 5,
                     *         "rows_read": 5,
                     *         "rows_total": 5,
                     *         "heartbeat_at": "2026-11-22T09:00:00.000Z"
                     *       },
                     *       "mass_change": {
                     *         "decides": "school",
                     *         "level": "school",
                     *         "level_since": "2026-11-22T09:00:00.000Z",
                     *         "schools": [
                     *           {
                     *             "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "left": 5,
                     *             "changed": 5,
                     *             "pupils": 5
                     *           }
                     *         ],
                     *         "region": {
                     *           "affected": 5,
                     *           "pupils": 5
                     *         }
                     *       },
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом",
                     *       "rolled_back_at": "2026-11-22T09:00:00.000Z",
                     *       "issues": {
                     *         "structure": 5,
                     *         "row": 5,
                     *         "field": 5,
                     *         "warning": 5
                     *       },
                     *       "skipped": true
                     *     }
                     */
                    "application/json": components["schemas"]["RosterImportDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RosterImportDecisionsController_takeBack: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ImportDecisionDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "restored": 5,
                     *       "deleted": 5,
                     *       "marked": 5,
                     *       "left": 5
                     *     }
                     */
                    "application/json": components["schemas"]["RolledBackDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FamilyTiesController_ofChild: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "restrictions": [
                     *             {
                     *               "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *               "kind": "restriction",
                     *               "basis": "приказ № 12 от 01.09.2026",
                     *               "valid_from": "2026-12-01",
                     *               "valid_to": "2027-06-01",
                     *               "ended_at": "2026-11-22T09:00:00.000Z"
                     *             }
                     *           ],
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "child_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "child_name": "И*** П. С.",
                     *           "representative_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "representative_name": "О*** А. П.",
                     *           "kind": "parent",
                     *           "state": "asserted",
                     *           "confirmed_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "valid_from": "2026-12-01",
                     *           "valid_to": "2027-06-01",
                     *           "end_reason": "order_expired",
                     *           "basis": "приказ № 12 от 01.09.2026"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["FamilyTiesDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FamilyTiesController_wards: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "restrictions": [
                     *             {
                     *               "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *               "kind": "restriction",
                     *               "basis": "приказ № 12 от 01.09.2026",
                     *               "valid_from": "2026-12-01",
                     *               "valid_to": "2027-06-01",
                     *               "ended_at": "2026-11-22T09:00:00.000Z"
                     *             }
                     *           ],
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "child_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "child_name": "И*** П. С.",
                     *           "representative_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "representative_name": "О*** А. П.",
                     *           "kind": "parent",
                     *           "state": "asserted",
                     *           "confirmed_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "valid_from": "2026-12-01",
                     *           "valid_to": "2027-06-01",
                     *           "end_reason": "order_expired",
                     *           "basis": "приказ № 12 от 01.09.2026"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["FamilyTiesPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FamilyTiesController_confirm: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FamilyTiesController_end: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "not_representative",
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["EndTieDto"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FamilyTiesController_restrict: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["RestrictDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FamilyTiesController_endRestriction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["BasisDto"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FamilyTiesController_deprive: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["BasisDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CapacityExceptionsController_give: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "basis": "приказ № 12 от 01.09.2026",
                 *       "kind": "emancipated"
                 *     }
                 */
                "application/json": components["schemas"]["CapacityExceptionDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CapacityExceptionsController_end: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["BasisDto"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ConsentsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Ученик, о котором согласия.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                subject_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "subject_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "giver_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "giver_kind": "self",
                     *           "purpose": "sign_in",
                     *           "text_version": 5,
                     *           "given_at": "2026-11-22T09:00:00.000Z",
                     *           "channel": "account",
                     *           "basis": "приказ № 12 от 01.09.2026",
                     *           "withdrawn_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["ConsentsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ConsentsController_record: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "basis": "приказ № 12 от 01.09.2026",
                 *       "subject_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "giver_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "purpose": "sign_in",
                 *       "text_version": 5
                 *     }
                 */
                "application/json": components["schemas"]["PaperConsentDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ConsentsController_withdraw: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["BasisDto"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinkReviewsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Школа, чьи дела показать; без неё — всех ваших школ.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description open, linked, rejected или expired.
                 * @example open
                 */
                state?: "open" | "linked" | "rejected" | "expired";
                /**
                 * @description Код дела, например BIRTHDATE_MISMATCH.
                 * @example BIRTHDATE_MISMATCH
                 */
                code?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "link_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "code": "BIRTHDATE_MISMATCH",
                     *           "rule": "R1",
                     *           "state": "open",
                     *           "level": "school",
                     *           "person": "И*** П. С.",
                     *           "opened_at": "2026-11-22T09:00:00.000Z",
                     *           "decided_at": "2026-11-22T09:00:00.000Z",
                     *           "awaits_second": true,
                     *           "proposed_account_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "timer": {
                     *             "open_for_days": 5,
                     *             "days_to_reminder": 5,
                     *             "days_to_next_level": 5
                     *           },
                     *           "revision": 1
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["LinkReviewsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinkReviewsController_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "link_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "code": "BIRTHDATE_MISMATCH",
                     *       "rule": "R1",
                     *       "state": "open",
                     *       "level": "school",
                     *       "person": "И*** П. С.",
                     *       "opened_at": "2026-11-22T09:00:00.000Z",
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "awaits_second": true,
                     *       "proposed_account_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "timer": {
                     *         "open_for_days": 5,
                     *         "days_to_reminder": 5,
                     *         "days_to_next_level": 5
                     *       },
                     *       "revision": 1,
                     *       "why": "Дата рождения в журнале другая.",
                     *       "steps": [
                     *         "step"
                     *       ],
                     *       "candidates": [
                     *         {
                     *           "account_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "role": "student",
                     *           "schools": [
                     *             {
                     *               "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *               "short_name": "Школа № 1"
                     *             }
                     *           ],
                     *           "class_label": "5Б",
                     *           "person": "И*** П. С.",
                     *           "attributes": [
                     *             {
                     *               "attribute": "last_name",
                     *               "result": "equal",
                     *               "esia": "И•••",
                     *               "roster": "И•••"
                     *             }
                     *           ],
                     *           "birth_date_parts": {
                     *             "day": "2026-11-22",
                     *             "month": "2026-11",
                     *             "year": "equal"
                     *           },
                     *           "hint": "DAY_MONTH_SWAPPED"
                     *         }
                     *       ],
                     *       "new_snils_last2": "95",
                     *       "history": [
                     *         {
                     *           "from": "08:30",
                     *           "to": "14:00",
                     *           "event": "postpone",
                     *           "reason": "сверено с документом",
                     *           "basis": "приказ № 12 от 01.09.2026",
                     *           "rule": "R1",
                     *           "equal": [
                     *             "equal"
                     *           ],
                     *           "different": [
                     *             "different"
                     *           ],
                     *           "missing": [
                     *             "missing"
                     *           ],
                     *           "actor": "system",
                     *           "at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["LinkReviewSheetDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinkReviewsController_reveal: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "field": "snils",
                 *       "reason": "compare_with_document"
                 *     }
                 */
                "application/json": components["schemas"]["RevealDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "value": "null"
                     *     }
                     */
                    "application/json": components["schemas"]["RevealedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinkReviewsController_approve: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag дела, каким вы его видели
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "account_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ApproveReviewDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "result": "linked"
                     *     }
                     */
                    "application/json": components["schemas"]["ReviewDecisionDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinkReviewsController_reject: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag дела, каким вы его видели
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["RejectReviewDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "result": "linked"
                     *     }
                     */
                    "application/json": components["schemas"]["ReviewDecisionDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinksController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Школа, чьи привязки показать; без неё — всех ваших школ.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description Человек контингента.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                person_id?: string;
                /**
                 * @description Состояние привязки, например pending_proof.
                 * @example pending_proof
                 */
                state?: "pending_proof" | "pending_review" | "awaiting_consent" | "active" | "suspended" | "rejected" | "expired" | "superseded" | "revoked";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "state": "pending_proof",
                     *           "reason": "сверено с документом",
                     *           "rule": "R1",
                     *           "account_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "role": "student",
                     *           "class_label": "5Б",
                     *           "esia_person": "И*** П. С.",
                     *           "roster_person": "И*** П. С.",
                     *           "created_at": "2026-11-22T09:00:00.000Z",
                     *           "changed_at": "2026-11-22T09:00:00.000Z",
                     *           "until": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["LinksPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinksController_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "open",
                     *       "steps": [
                     *         {
                     *           "from": "08:30",
                     *           "to": "14:00",
                     *           "event": "postpone",
                     *           "reason": "сверено с документом",
                     *           "basis": "приказ № 12 от 01.09.2026",
                     *           "rule": "R1",
                     *           "equal": [
                     *             "equal"
                     *           ],
                     *           "different": [
                     *             "different"
                     *           ],
                     *           "missing": [
                     *             "missing"
                     *           ],
                     *           "actor": "system",
                     *           "at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["LinkHistoryDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinksController_revoke: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "school_error"
                 *     }
                 */
                "application/json": components["schemas"]["RevokeLinkDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "open"
                     *     }
                     */
                    "application/json": components["schemas"]["LinkStateDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinksController_suspend: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "security"
                 *     }
                 */
                "application/json": components["schemas"]["SuspendLinkDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "open"
                     *     }
                     */
                    "application/json": components["schemas"]["LinkStateDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinksController_resume: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["ConfirmLinkDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "open"
                     *     }
                     */
                    "application/json": components["schemas"]["LinkStateDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinksController_confirm: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["ConfirmLinkDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "open"
                     *     }
                     */
                    "application/json": components["schemas"]["LinkStateDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinksController_refuse: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "not_this_person"
                 *     }
                 */
                "application/json": components["schemas"]["RefuseLinkDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "open"
                     *     }
                     */
                    "application/json": components["schemas"]["LinkStateDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CasesController_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Номер обращения со страницы ошибки.
                 * @example A1B2-C3D4
                 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "number": "A1B2-C3D4",
                     *       "started_at": "2026-11-22T09:00:00.000Z",
                     *       "state": "started",
                     *       "purpose": "journal",
                     *       "outcomes": [
                     *         {
                     *           "code": "BIRTHDATE_MISMATCH",
                     *           "cause": "daily",
                     *           "advice": "Выдайте код привязки.",
                     *           "mended_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_names": [
                     *             "Школа № 1"
                     *           ]
                     *         }
                     *       ],
                     *       "person": {
                     *         "name": "И*** П. С.",
                     *         "birth_year": "2014",
                     *         "snils_last2": "95",
                     *         "level": "school",
                     *         "links": [
                     *           {
                     *             "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "state": "pending_proof",
                     *             "reason": "сверено с документом",
                     *             "rule": "R1",
                     *             "account_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "role": "student",
                     *             "class_label": "5Б",
                     *             "esia_person": "И*** П. С.",
                     *             "roster_person": "И*** П. С.",
                     *             "created_at": "2026-11-22T09:00:00.000Z",
                     *             "changed_at": "2026-11-22T09:00:00.000Z",
                     *             "until": "2026-11-22T09:00:00.000Z"
                     *           }
                     *         ],
                     *         "open_reviews": [
                     *           {
                     *             "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "code": "BIRTHDATE_MISMATCH",
                     *             "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "level": "school",
                     *             "opened_at": "2026-11-22T09:00:00.000Z"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CaseDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DelegatesController_silent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "short_name": "Школа № 1",
                     *           "level": "municipality",
                     *           "count": 5,
                     *           "oldest": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SilentSchoolsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DelegatesController_appoint: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "snils": "***-***-*** 95",
                 *       "birth_date": "1980-02-03",
                 *       "valid_to": "2027-06-01",
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["AppointDelegateDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *     }
                     */
                    "application/json": components["schemas"]["AppointedDelegateDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinkCodesController_list: {
        parameters: {
            query: {
                /**
                 * @description Класс, чьи записи показать.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                class_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "account_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "external_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "role": "student",
                     *           "state": "open",
                     *           "issued_at": "2026-11-22T09:00:00.000Z",
                     *           "expires_at": "2026-11-22T09:00:00.000Z",
                     *           "used_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["LinkCodesDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinkCodesController_create: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Повтор с тем же ключом назовёт те же коды.
                 * @example Idempotency-Key
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "account_ids": [
                 *         "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["IssueLinkCodesDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "codes": [
                     *         {
                     *           "account_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "code": "BIRTHDATE_MISMATCH",
                     *           "expires_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "linked": [
                     *         "linked"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["IssuedLinkCodesDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExemptionsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Только эта школа.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description Только этот человек.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                person_id?: string;
                /**
                 * @description requested, approved, active, rejected, expired или revoked.
                 * @example requested
                 */
                state?: "requested" | "approved" | "active" | "rejected" | "expired" | "revoked";
                /**
                 * @description no_esia_possible, waiting_esia_check, joined_late или other.
                 * @example no_esia_possible
                 */
                type?: "no_esia_possible" | "waiting_esia_check" | "joined_late" | "other";
                /**
                 * @description person, class, school или role.
                 * @example person
                 */
                scope?: "person" | "class" | "school" | "role";
                /**
                 * @description Только те, что к этому дню уже не действуют.
                 * @example 2026-11-22
                 */
                ends_by?: string;
                /**
                 * @description true — только заявки и продления, которые ждут решения.
                 * @example true
                 */
                undecided?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "scope": "person",
                     *           "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "class_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "wave": "staff",
                     *           "type": "other",
                     *           "ground": "health",
                     *           "basis": "приказ № 12 от 01.09.2026",
                     *           "evidence_ref": "дело 02-14, лист 3",
                     *           "state": "requested",
                     *           "starts_on": "2026-11-22",
                     *           "ends_on": "2026-11-22",
                     *           "holds_until": "2027-09-30",
                     *           "renewal": {
                     *             "until": "2026-12-01",
                     *             "basis": "приказ № 12 от 01.09.2026",
                     *             "asked_at": "2026-11-22T09:00:00.000Z"
                     *           },
                     *           "requested_at": "2026-11-22T09:00:00.000Z",
                     *           "decided_as": "principal",
                     *           "decided_at": "2026-11-22T09:00:00.000Z",
                     *           "decision_reason": "сверено с документом",
                     *           "escalated_at": "2026-11-22T09:00:00.000Z",
                     *           "ended_at": "2026-11-22T09:00:00.000Z",
                     *           "review_due_on": "2026-11-22"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["ExemptionsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExemptionsController_request: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "scope": "person",
                 *       "type": "no_esia_possible",
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["ExemptionRequestDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "scope": "person",
                     *       "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "class_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "wave": "staff",
                     *       "type": "other",
                     *       "ground": "health",
                     *       "basis": "приказ № 12 от 01.09.2026",
                     *       "evidence_ref": "дело 02-14, лист 3",
                     *       "state": "requested",
                     *       "starts_on": "2026-11-22",
                     *       "ends_on": "2026-11-22",
                     *       "holds_until": "2027-09-30",
                     *       "renewal": {
                     *         "until": "2026-12-01",
                     *         "basis": "приказ № 12 от 01.09.2026",
                     *         "asked_at": "2026-11-22T09:00:00.000Z"
                     *       },
                     *       "requested_at": "2026-11-22T09:00:00.000Z",
                     *       "decided_as": "principal",
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом",
                     *       "escalated_at": "2026-11-22T09:00:00.000Z",
                     *       "ended_at": "2026-11-22T09:00:00.000Z",
                     *       "review_due_on": "2026-11-22"
                     *     }
                     */
                    "application/json": components["schemas"]["ExemptionDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExemptionsController_report: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "as_of": "2026-11-22T09:00:00.000Z",
                     *       "totals": {
                     *         "no_esia_possible": 5,
                     *         "waiting_esia_check": 5,
                     *         "joined_late": 5,
                     *         "other": 5
                     *       },
                     *       "items": [
                     *         {
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "scope": "person",
                     *           "type": "other",
                     *           "ends_on": "2026-11-22",
                     *           "count": 5
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ExemptionReportDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExemptionsController_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "scope": "person",
                     *       "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "class_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "wave": "staff",
                     *       "type": "other",
                     *       "ground": "health",
                     *       "basis": "приказ № 12 от 01.09.2026",
                     *       "evidence_ref": "дело 02-14, лист 3",
                     *       "state": "requested",
                     *       "starts_on": "2026-11-22",
                     *       "ends_on": "2026-11-22",
                     *       "holds_until": "2027-09-30",
                     *       "renewal": {
                     *         "until": "2026-12-01",
                     *         "basis": "приказ № 12 от 01.09.2026",
                     *         "asked_at": "2026-11-22T09:00:00.000Z"
                     *       },
                     *       "requested_at": "2026-11-22T09:00:00.000Z",
                     *       "decided_as": "principal",
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом",
                     *       "escalated_at": "2026-11-22T09:00:00.000Z",
                     *       "ended_at": "2026-11-22T09:00:00.000Z",
                     *       "review_due_on": "2026-11-22"
                     *     }
                     */
                    "application/json": components["schemas"]["ExemptionDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExemptionsController_renew: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag исключения, каким вы его видели
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["RenewalDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "scope": "person",
                     *       "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "class_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "wave": "staff",
                     *       "type": "other",
                     *       "ground": "health",
                     *       "basis": "приказ № 12 от 01.09.2026",
                     *       "evidence_ref": "дело 02-14, лист 3",
                     *       "state": "requested",
                     *       "starts_on": "2026-11-22",
                     *       "ends_on": "2026-11-22",
                     *       "holds_until": "2027-09-30",
                     *       "renewal": {
                     *         "until": "2026-12-01",
                     *         "basis": "приказ № 12 от 01.09.2026",
                     *         "asked_at": "2026-11-22T09:00:00.000Z"
                     *       },
                     *       "requested_at": "2026-11-22T09:00:00.000Z",
                     *       "decided_as": "principal",
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом",
                     *       "escalated_at": "2026-11-22T09:00:00.000Z",
                     *       "ended_at": "2026-11-22T09:00:00.000Z",
                     *       "review_due_on": "2026-11-22"
                     *     }
                     */
                    "application/json": components["schemas"]["ExemptionDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExemptionDecisionsController_approve: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag исключения, каким вы его видели
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ExemptionReasonDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "scope": "person",
                     *       "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "class_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "wave": "staff",
                     *       "type": "other",
                     *       "ground": "health",
                     *       "basis": "приказ № 12 от 01.09.2026",
                     *       "evidence_ref": "дело 02-14, лист 3",
                     *       "state": "requested",
                     *       "starts_on": "2026-11-22",
                     *       "ends_on": "2026-11-22",
                     *       "holds_until": "2027-09-30",
                     *       "renewal": {
                     *         "until": "2026-12-01",
                     *         "basis": "приказ № 12 от 01.09.2026",
                     *         "asked_at": "2026-11-22T09:00:00.000Z"
                     *       },
                     *       "requested_at": "2026-11-22T09:00:00.000Z",
                     *       "decided_as": "principal",
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом",
                     *       "escalated_at": "2026-11-22T09:00:00.000Z",
                     *       "ended_at": "2026-11-22T09:00:00.000Z",
                     *       "review_due_on": "2026-11-22"
                     *     }
                     */
                    "application/json": components["schemas"]["ExemptionDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExemptionDecisionsController_reject: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag исключения, каким вы его видели
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ExemptionReasonDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "scope": "person",
                     *       "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "class_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "wave": "staff",
                     *       "type": "other",
                     *       "ground": "health",
                     *       "basis": "приказ № 12 от 01.09.2026",
                     *       "evidence_ref": "дело 02-14, лист 3",
                     *       "state": "requested",
                     *       "starts_on": "2026-11-22",
                     *       "ends_on": "2026-11-22",
                     *       "holds_until": "2027-09-30",
                     *       "renewal": {
                     *         "until": "2026-12-01",
                     *         "basis": "приказ № 12 от 01.09.2026",
                     *         "asked_at": "2026-11-22T09:00:00.000Z"
                     *       },
                     *       "requested_at": "2026-11-22T09:00:00.000Z",
                     *       "decided_as": "principal",
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом",
                     *       "escalated_at": "2026-11-22T09:00:00.000Z",
                     *       "ended_at": "2026-11-22T09:00:00.000Z",
                     *       "review_due_on": "2026-11-22"
                     *     }
                     */
                    "application/json": components["schemas"]["ExemptionDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExemptionDecisionsController_revoke: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag исключения, каким вы его видели
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ExemptionReasonDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "scope": "person",
                     *       "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "class_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "wave": "staff",
                     *       "type": "other",
                     *       "ground": "health",
                     *       "basis": "приказ № 12 от 01.09.2026",
                     *       "evidence_ref": "дело 02-14, лист 3",
                     *       "state": "requested",
                     *       "starts_on": "2026-11-22",
                     *       "ends_on": "2026-11-22",
                     *       "holds_until": "2027-09-30",
                     *       "renewal": {
                     *         "until": "2026-12-01",
                     *         "basis": "приказ № 12 от 01.09.2026",
                     *         "asked_at": "2026-11-22T09:00:00.000Z"
                     *       },
                     *       "requested_at": "2026-11-22T09:00:00.000Z",
                     *       "decided_as": "principal",
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом",
                     *       "escalated_at": "2026-11-22T09:00:00.000Z",
                     *       "ended_at": "2026-11-22T09:00:00.000Z",
                     *       "review_due_on": "2026-11-22"
                     *     }
                     */
                    "application/json": components["schemas"]["ExemptionDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExemptionDecisionsController_decide: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag исключения, каким вы его видели
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом",
                 *       "decision": "approve"
                 *     }
                 */
                "application/json": components["schemas"]["ManagerDecisionDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "scope": "person",
                     *       "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "class_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "wave": "staff",
                     *       "type": "other",
                     *       "ground": "health",
                     *       "basis": "приказ № 12 от 01.09.2026",
                     *       "evidence_ref": "дело 02-14, лист 3",
                     *       "state": "requested",
                     *       "starts_on": "2026-11-22",
                     *       "ends_on": "2026-11-22",
                     *       "holds_until": "2027-09-30",
                     *       "renewal": {
                     *         "until": "2026-12-01",
                     *         "basis": "приказ № 12 от 01.09.2026",
                     *         "asked_at": "2026-11-22T09:00:00.000Z"
                     *       },
                     *       "requested_at": "2026-11-22T09:00:00.000Z",
                     *       "decided_as": "principal",
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом",
                     *       "escalated_at": "2026-11-22T09:00:00.000Z",
                     *       "ended_at": "2026-11-22T09:00:00.000Z",
                     *       "review_due_on": "2026-11-22"
                     *     }
                     */
                    "application/json": components["schemas"]["ExemptionDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExemptionDecisionsController_review: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag исключения, каким вы его видели
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ExemptionReasonDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "scope": "person",
                     *       "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "class_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "wave": "staff",
                     *       "type": "other",
                     *       "ground": "health",
                     *       "basis": "приказ № 12 от 01.09.2026",
                     *       "evidence_ref": "дело 02-14, лист 3",
                     *       "state": "requested",
                     *       "starts_on": "2026-11-22",
                     *       "ends_on": "2026-11-22",
                     *       "holds_until": "2027-09-30",
                     *       "renewal": {
                     *         "until": "2026-12-01",
                     *         "basis": "приказ № 12 от 01.09.2026",
                     *         "asked_at": "2026-11-22T09:00:00.000Z"
                     *       },
                     *       "requested_at": "2026-11-22T09:00:00.000Z",
                     *       "decided_as": "principal",
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом",
                     *       "escalated_at": "2026-11-22T09:00:00.000Z",
                     *       "ended_at": "2026-11-22T09:00:00.000Z",
                     *       "review_due_on": "2026-11-22"
                     *     }
                     */
                    "application/json": components["schemas"]["ExemptionDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RefusalsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Только эта школа.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description Только этот человек.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                person_id?: string;
                /**
                 * @description true — только неотозванные, false — только отозванные.
                 * @example true
                 */
                open?: boolean;
                /**
                 * @description true — с подтверждённым бумажным порядком, false — без него: их ждёт порог отключения.
                 * @example true
                 */
                confirmed?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "refused_by_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "basis": "приказ № 12 от 01.09.2026",
                     *           "refused_on": "2026-11-22",
                     *           "recorded_at": "2026-11-22T09:00:00.000Z",
                     *           "paper_confirmed_at": "2026-11-22T09:00:00.000Z",
                     *           "withdrawn_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["RefusalsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RefusalsController_record: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "basis": "приказ № 12 от 01.09.2026",
                 *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "refused_on": "2026-11-22"
                 *     }
                 */
                "application/json": components["schemas"]["RefusalToRecordDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RefusalsController_report: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "as_of": "2026-11-22T09:00:00.000Z",
                     *       "confirmed": 5,
                     *       "unconfirmed": 5,
                     *       "items": [
                     *         {
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "confirmed": 5,
                     *           "unconfirmed": 5
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RefusalReportDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RefusalsController_withdraw: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RefusalsController_confirm: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReenableWindowsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Только эта школа.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description requested — просьбы, которые ждут вас; active, ended, refused.
                 * @example requested
                 */
                state?: "requested" | "active" | "ended" | "refused";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "scope": "account",
                     *           "account_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "external_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "campaign_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "state": "requested",
                     *           "requested_at": "2026-11-22T09:00:00.000Z",
                     *           "reason": "сверено с документом",
                     *           "decided_at": "2026-11-22T09:00:00.000Z",
                     *           "decision_reason": "сверено с документом",
                     *           "until": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["ReenableWindowsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReenableWindowsController_give: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "account_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ReenableAccountDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "scope": "account",
                     *       "account_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "external_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "campaign_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "requested",
                     *       "requested_at": "2026-11-22T09:00:00.000Z",
                     *       "reason": "сверено с документом",
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом",
                     *       "until": "2026-11-22T09:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ReenableWindowDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReenableWindowsController_giveToSchool: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "campaign_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ReenableSchoolDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "until": "2026-11-22T09:00:00.000Z",
                     *       "accounts": 5
                     *     }
                     */
                    "application/json": components["schemas"]["ReenabledSchoolDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReenableWindowsController_approve: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ReenableTermsDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "scope": "account",
                     *       "account_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "external_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "campaign_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "requested",
                     *       "requested_at": "2026-11-22T09:00:00.000Z",
                     *       "reason": "сверено с документом",
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом",
                     *       "until": "2026-11-22T09:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ReenableWindowDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReenableWindowsController_refuse: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ReenableReasonDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "scope": "account",
                     *       "account_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "external_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "campaign_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "requested",
                     *       "requested_at": "2026-11-22T09:00:00.000Z",
                     *       "reason": "сверено с документом",
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом",
                     *       "until": "2026-11-22T09:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ReenableWindowDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CredentialOrdersController_orderFor: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "ordered_at": "2026-11-22T09:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["OrderedCredentialDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Только эта школа.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description Только этот муниципалитет.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                municipality_id?: string;
                /**
                 * @description Только этот журнал.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                journal_system_id?: string;
                /**
                 * @description Только эта волна: staff, representatives, pupils_14plus, pupils_under14.
                 * @example staff
                 */
                wave?: "staff" | "representatives" | "pupils_14plus" | "pupils_under14";
                /**
                 * @description Только этот этап: not_scheduled, preparation, announced, soft_launch, link_required, brownouts, cutover, grace, closed.
                 * @example not_scheduled
                 */
                phase?: "not_scheduled" | "preparation" | "announced" | "soft_launch" | "link_required" | "brownouts" | "cutover" | "grace" | "closed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school": {
                     *             "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "name": "И*** П. С."
                     *           },
                     *           "municipality": {
                     *             "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "name": "И*** П. С."
                     *           },
                     *           "journal_system": {
                     *             "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "name": "И*** П. С.",
                     *             "code": "BIRTHDATE_MISMATCH"
                     *           },
                     *           "wave": "staff",
                     *           "phase": "announced",
                     *           "phase_since": "2026-11-22T09:00:00.000Z",
                     *           "cutover_on": "2026-11-22",
                     *           "announced_at": "2026-11-22T09:00:00.000Z",
                     *           "cut_over_at": "2026-11-22T09:00:00.000Z",
                     *           "closed_at": "2026-11-22T09:00:00.000Z",
                     *           "paused_at": "2026-11-22T09:00:00.000Z",
                     *           "confirmed_at": "2026-11-22T09:00:00.000Z",
                     *           "missed_in_row": 5
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["CampaignsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignsController_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С."
                     *       },
                     *       "municipality": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С."
                     *       },
                     *       "journal_system": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "code": "BIRTHDATE_MISMATCH"
                     *       },
                     *       "wave": "staff",
                     *       "phase": "announced",
                     *       "phase_since": "2026-11-22T09:00:00.000Z",
                     *       "cutover_on": "2026-11-22",
                     *       "announced_at": "2026-11-22T09:00:00.000Z",
                     *       "cut_over_at": "2026-11-22T09:00:00.000Z",
                     *       "closed_at": "2026-11-22T09:00:00.000Z",
                     *       "paused_at": "2026-11-22T09:00:00.000Z",
                     *       "confirmed_at": "2026-11-22T09:00:00.000Z",
                     *       "missed_in_row": 5,
                     *       "numbers": {
                     *         "accounts": 5,
                     *         "signed_in": 5,
                     *         "linked": 5,
                     *         "at_risk": 5,
                     *         "feed_complete": true,
                     *         "open_reviews": 5,
                     *         "refusals": 5,
                     *         "refusals_without_paper": 5
                     *       },
                     *       "readiness_share": 0.68,
                     *       "next": {
                     *         "phase": "announced",
                     *         "criteria": [
                     *           {
                     *             "code": "BIRTHDATE_MISMATCH",
                     *             "passed": true,
                     *             "value": 5,
                     *             "threshold": 5,
                     *             "numerator": 41,
                     *             "denominator": 60,
                     *             "text": "Решите дела о привязке: 5."
                     *           }
                     *         ]
                     *       },
                     *       "cutover": [
                     *         {
                     *           "code": "BIRTHDATE_MISMATCH",
                     *           "passed": true,
                     *           "value": 5,
                     *           "threshold": 5,
                     *           "numerator": 41,
                     *           "denominator": 60,
                     *           "text": "Решите дела о привязке: 5."
                     *         }
                     *       ],
                     *       "in_order": true
                     *     }
                     */
                    "application/json": components["schemas"]["CampaignDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignsController_history: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "act_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "event": "start",
                     *           "from": "08:30",
                     *           "to": "14:00",
                     *           "from_date": "2026-12-01",
                     *           "to_date": "2026-12-15",
                     *           "actor": "system",
                     *           "actor_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "reason": "сверено с документом",
                     *           "facts": {},
                     *           "at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["CampaignHistoryDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignsController_postponements: {
        parameters: {
            query?: {
                /**
                 * @description С какого дня считать, ГГГГ-ММ-ДД; без него — с начала учебного года.
                 * @example 2026-11-01
                 */
                since?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "since": "2026-11-01",
                     *       "asked": 5,
                     *       "automatic": 5,
                     *       "waiting": 5,
                     *       "schools": [
                     *         {
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "asked": 5,
                     *           "automatic": 5,
                     *           "waiting": 5
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PostponementsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignActsController_order: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Повтор с тем же ключом ничего не переводит снова и отвечает то же.
                 * @example Idempotency-Key
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "event": "start",
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["CampaignActDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "act_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "moved": 5,
                     *       "held": 5,
                     *       "items": [
                     *         {
                     *           "campaign_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "wave": "staff",
                     *           "result": "moved",
                     *           "from": "08:30",
                     *           "to": "14:00",
                     *           "from_date": "2026-12-01",
                     *           "to_date": "2026-12-15",
                     *           "code": "BIRTHDATE_MISMATCH",
                     *           "message": "нужна дата ГГГГ-ММ-ДД"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CampaignActResultDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignActsController_preview: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "event": "start",
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["CampaignActDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "moved": 5,
                     *       "held": 5,
                     *       "items": [
                     *         {
                     *           "campaign_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "wave": "staff",
                     *           "result": "moved",
                     *           "from": "08:30",
                     *           "to": "14:00",
                     *           "from_date": "2026-12-01",
                     *           "to_date": "2026-12-15",
                     *           "code": "BIRTHDATE_MISMATCH",
                     *           "message": "нужна дата ГГГГ-ММ-ДД"
                     *         }
                     *       ],
                     *       "total": {
                     *         "before": {
                     *           "accounts": 5,
                     *           "by_state": {},
                     *           "not_linked": 5,
                     *           "exempt": 5,
                     *           "open_cases": 5
                     *         },
                     *         "after": {
                     *           "accounts": 5,
                     *           "by_state": {},
                     *           "not_linked": 5,
                     *           "exempt": 5,
                     *           "open_cases": 5
                     *         }
                     *       },
                     *       "schools": [
                     *         {
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "before": {
                     *             "accounts": 5,
                     *             "by_state": {},
                     *             "not_linked": 5,
                     *             "exempt": 5,
                     *             "open_cases": 5
                     *           },
                     *           "after": {
                     *             "accounts": 5,
                     *             "by_state": {},
                     *             "not_linked": 5,
                     *             "exempt": 5,
                     *             "open_cases": 5
                     *           }
                     *         }
                     *       ],
                     *       "failing_gates": [
                     *         {
                     *           "campaign_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "wave": "staff",
                     *           "phase": "announced",
                     *           "code": "BIRTHDATE_MISMATCH",
                     *           "text": "Решите дела о привязке: 5."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CampaignActPreviewDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignActsController_orderOne: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag кампании, как её открыли.
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "event": "start",
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["CampaignOrderDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "campaign_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "wave": "staff",
                     *         "result": "moved",
                     *         "from": "08:30",
                     *         "to": "14:00",
                     *         "from_date": "2026-12-01",
                     *         "to_date": "2026-12-15",
                     *         "code": "BIRTHDATE_MISMATCH",
                     *         "message": "нужна дата ГГГГ-ММ-ДД"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["CampaignResultDto"][];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignActsController_confirm: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag кампании, как её открыли.
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["CampaignConfirmationDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "refusals": [
                     *         {
                     *           "refusal_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "refused_on": "2026-11-22",
                     *           "paper_confirmed_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "without_paper": 5
                     *     }
                     */
                    "application/json": components["schemas"]["ConfirmedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignRequestsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Только эта школа.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description asked — ждёт муниципалитета, agreed — ждёт региона, approved, refused, withdrawn, lapsed — дата и без ответа стала не раньше.
                 * @example asked
                 */
                state?: "asked" | "agreed" | "approved" | "refused" | "withdrawn" | "lapsed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "campaign_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "wave": "staff",
                     *           "kind": "postpone",
                     *           "state": "asked",
                     *           "from_date": "2026-12-01",
                     *           "to_date": "2026-12-15",
                     *           "reason": "сверено с документом",
                     *           "asked_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "asked_at": "2026-11-22T09:00:00.000Z",
                     *           "changed_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["CampaignRequestsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignRequestsController_ask: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "campaign_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "kind": "postpone",
                 *       "date": "2026-12-15",
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["AskDateDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "open"
                     *     }
                     */
                    "application/json": components["schemas"]["CampaignRequestStateDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignRequestsController_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_name": "Школа № 1",
                     *       "campaign_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "wave": "staff",
                     *       "kind": "postpone",
                     *       "state": "asked",
                     *       "from_date": "2026-12-01",
                     *       "to_date": "2026-12-15",
                     *       "reason": "сверено с документом",
                     *       "asked_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "asked_at": "2026-11-22T09:00:00.000Z",
                     *       "changed_at": "2026-11-22T09:00:00.000Z",
                     *       "steps": [
                     *         {
                     *           "event": "ask",
                     *           "from": "08:30",
                     *           "to": "14:00",
                     *           "actor_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "reason": "сверено с документом",
                     *           "at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CampaignRequestDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignRequestsController_agree: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["AnswerDateDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "open"
                     *     }
                     */
                    "application/json": components["schemas"]["CampaignRequestStateDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignRequestsController_disagree: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["AnswerDateDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "open"
                     *     }
                     */
                    "application/json": components["schemas"]["CampaignRequestStateDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignRequestsController_approve: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ApproveDateDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "open"
                     *     }
                     */
                    "application/json": components["schemas"]["CampaignRequestStateDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignRequestsController_refuse: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["AnswerDateDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "open"
                     *     }
                     */
                    "application/json": components["schemas"]["CampaignRequestStateDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignRequestsController_withdraw: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["AnswerDateDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "open"
                     *     }
                     */
                    "application/json": components["schemas"]["CampaignRequestStateDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignPoliciesController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "journal_system_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "code": "BIRTHDATE_MISMATCH",
                     *           "name": "И*** П. С.",
                     *           "gates": {},
                     *           "skips_allowed": 5,
                     *           "disable_on_link": true,
                     *           "disable_unused": true,
                     *           "unused_school_days": 5,
                     *           "first_use_blocked_from": "2026-12-01",
                     *           "brownout_hours": 5,
                     *           "reenable_days": 5,
                     *           "exemption_quota": 5,
                     *           "etag": "\"3\""
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CampaignPoliciesDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignPoliciesController_change: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description etag политики из GET.
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["CampaignPolicyChangeDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "journal_system_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "code": "BIRTHDATE_MISMATCH",
                     *       "name": "И*** П. С.",
                     *       "gates": {},
                     *       "skips_allowed": 5,
                     *       "disable_on_link": true,
                     *       "disable_unused": true,
                     *       "unused_school_days": 5,
                     *       "first_use_blocked_from": "2026-12-01",
                     *       "brownout_hours": 5,
                     *       "reenable_days": 5,
                     *       "exemption_quota": 5,
                     *       "etag": "\"3\""
                     *     }
                     */
                    "application/json": components["schemas"]["CampaignPolicyDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignPoliciesController_listSchedules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "journal_system_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "code": "BIRTHDATE_MISMATCH",
                     *           "name": "И*** П. С.",
                     *           "dates": [
                     *             {
                     *               "wave": "staff",
                     *               "cutover_on": "2026-11-22"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CampaignSchedulesDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignPoliciesController_plan: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "journal_system_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "dates": [
                 *         {
                 *           "wave": "staff",
                 *           "cutover_on": "2026-11-22"
                 *         }
                 *       ],
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["CampaignScheduleChangeDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "journal_system_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "code": "BIRTHDATE_MISMATCH",
                     *           "name": "И*** П. С.",
                     *           "dates": [
                     *             {
                     *               "wave": "staff",
                     *               "cutover_on": "2026-11-22"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CampaignSchedulesDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CalendarDaysController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Дни региона и этой школы; без него — и всех ваших школ.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description Периоды, которые ещё не кончились к этому дню, ГГГГ-ММ-ДД; без него — с начала учебного года.
                 * @example 08:30
                 */
                from?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "kind": "student",
                     *           "name": "И*** П. С.",
                     *           "starts_on": "2026-11-22",
                     *           "ends_on": "2026-11-22"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["CalendarDaysPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CalendarDaysController_add: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "exam",
                 *       "name": "И*** П. С.",
                 *       "starts_on": "2026-11-22",
                 *       "ends_on": "2026-11-22"
                 *     }
                 */
                "application/json": components["schemas"]["NewCalendarPeriodDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "forbidden_dates": [
                     *         {
                     *           "date": "2026-12-15",
                     *           "period": "экзамен",
                     *           "schools": 5,
                     *           "campaigns": 5
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CalendarChangedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CalendarDaysController_change: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "exam",
                 *       "name": "И*** П. С.",
                 *       "starts_on": "2026-11-22",
                 *       "ends_on": "2026-11-22"
                 *     }
                 */
                "application/json": components["schemas"]["CalendarPeriodDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "forbidden_dates": [
                     *         {
                     *           "date": "2026-12-15",
                     *           "period": "экзамен",
                     *           "schools": 5,
                     *           "campaigns": 5
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CalendarChangedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CalendarDaysController_remove: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "forbidden_dates": [
                     *         {
                     *           "date": "2026-12-15",
                     *           "period": "экзамен",
                     *           "schools": 5,
                     *           "campaigns": 5
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CalendarChangedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignTasksController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Чьи задачи: school, municipality, campaign_manager; без него — все, что вам видны.
                 * @example school
                 */
                audience?: "school" | "municipality" | "campaign_manager";
                /**
                 * @description Только эта школа.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description Только эта кампания.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                campaign_id?: string;
                /**
                 * @description Только этот вид задач.
                 * @example BIRTHDATE_MISMATCH
                 */
                code?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "audience": "school",
                     *           "code": "BIRTHDATE_MISMATCH",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "campaign_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "wave": "staff",
                     *           "cutover_on": "2026-11-22",
                     *           "subject": "2026-12-15",
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "action": "Сверьте с документом и исправьте ФИО",
                     *           "opened_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["CampaignTasksPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignTasksController_done: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "note": "исправлено"
                 *     }
                 */
                "application/json": components["schemas"]["CampaignTaskDoneDto"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CredentialsController_ofSchool: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Волна: staff, representatives, pupils_14plus или pupils_under14.
                 * @example staff
                 */
                wave?: "staff" | "representatives" | "pupils_14plus" | "pupils_under14";
                /**
                 * @description Состояние, например disabled.cutover.
                 * @example never_issued
                 */
                state?: "never_issued" | "active" | "warned" | "link_required" | "disabled.linked" | "disabled.unused" | "disabled.cutover" | "reenabled" | "issued_under_exemption" | "purged";
            };
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "counts": [
                     *         {
                     *           "wave": "staff",
                     *           "state": "open",
                     *           "accounts": 5
                     *         }
                     *       ],
                     *       "items": [
                     *         {
                     *           "account_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "role": "student",
                     *           "wave": "staff",
                     *           "person": "И*** П. С.",
                     *           "class_label": "5Б",
                     *           "state": "open",
                     *           "state_text": "действует",
                     *           "phase": "announced",
                     *           "cutover_on": "2026-11-22",
                     *           "reenabled_until": "2026-11-22T09:00:00.000Z",
                     *           "linked_since": "2026-11-22T09:00:00.000Z",
                     *           "last_password_at": "2026-11-22T09:00:00.000Z",
                     *           "changed_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["SchoolCredentialsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CredentialsController_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "role": "student",
                     *       "wave": "staff",
                     *       "person": "И*** П. С.",
                     *       "class_label": "5Б",
                     *       "state": "open",
                     *       "state_text": "действует",
                     *       "phase": "announced",
                     *       "cutover_on": "2026-11-22",
                     *       "reenabled_until": "2026-11-22T09:00:00.000Z",
                     *       "linked_since": "2026-11-22T09:00:00.000Z",
                     *       "last_password_at": "2026-11-22T09:00:00.000Z",
                     *       "changed_at": "2026-11-22T09:00:00.000Z",
                     *       "covered_until": "2026-11-22T09:00:00.000Z",
                     *       "steps": [
                     *         {
                     *           "what": "отключён",
                     *           "why": "Дата рождения в журнале другая.",
                     *           "by_whom": "система",
                     *           "event": "postpone",
                     *           "at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CredentialHistoryDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AdminDeletionActsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "journal_system_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "number": "A1B2-C3D4",
                     *           "purged_on": "2026-11-22",
                     *           "accounts": 5,
                     *           "skipped": {},
                     *           "unknown": 5,
                     *           "received_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["StoredActsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AdminDeletionActsController_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "journal_system_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "number": "A1B2-C3D4",
                     *       "purged_on": "2026-11-22",
                     *       "accounts": 5,
                     *       "skipped": {},
                     *       "unknown": 5,
                     *       "received_at": "2026-11-22T09:00:00.000Z",
                     *       "act": "eyJhbGciOiJFUzI1NiJ9.e30.c2ln"
                     *     }
                     */
                    "application/json": components["schemas"]["StoredActTextDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BrownoutsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Только эта школа.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description Только этот журнал.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                journal_system_id?: string;
                /**
                 * @description Только эта волна.
                 * @example staff
                 */
                wave?: "staff" | "representatives" | "pupils_14plus" | "pupils_under14";
                /**
                 * @description planned, running, ended или cancelled.
                 * @example planned
                 */
                state?: "planned" | "running" | "ended" | "cancelled";
                /**
                 * @description Только окна этого действия.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                act_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "act_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "campaign_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "journal_system_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "wave": "staff",
                     *           "state": "planned",
                     *           "in_force": true,
                     *           "starts_at": "2026-11-22T09:00:00.000Z",
                     *           "ends_at": "2026-11-22T09:00:00.000Z",
                     *           "started_at": "2026-11-22T09:00:00.000Z",
                     *           "ended_at": "2026-11-22T09:00:00.000Z",
                     *           "share": 0.68,
                     *           "reason": "сверено с документом",
                     *           "end_reason": "order_expired",
                     *           "held": true,
                     *           "denied": 5,
                     *           "linked_48h": 5,
                     *           "linked_share": 0.68,
                     *           "complete_from": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["BrownoutsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BrownoutsController_plan: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description UUID; станет act_id. Повтор с ним ничего не создаст и назовёт те же окна.
                 * @example Idempotency-Key
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "journal_system_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "waves": [
                 *         "staff"
                 *       ],
                 *       "starts_at": "2026-11-22T09:00:00.000Z",
                 *       "ends_at": "2026-11-22T09:00:00.000Z",
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["BrownoutPlanDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "act_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "planned": 5,
                     *       "refused": 5,
                     *       "windows": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "campaign_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "wave": "staff",
                     *           "refusal": "TOO_LONG"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["BrownoutsPlannedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BrownoutsController_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "act_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "campaign_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "journal_system_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_name": "Школа № 1",
                     *       "wave": "staff",
                     *       "state": "planned",
                     *       "in_force": true,
                     *       "starts_at": "2026-11-22T09:00:00.000Z",
                     *       "ends_at": "2026-11-22T09:00:00.000Z",
                     *       "started_at": "2026-11-22T09:00:00.000Z",
                     *       "ended_at": "2026-11-22T09:00:00.000Z",
                     *       "share": 0.68,
                     *       "reason": "сверено с документом",
                     *       "end_reason": "order_expired",
                     *       "held": true,
                     *       "denied": 5,
                     *       "linked_48h": 5,
                     *       "linked_share": 0.68,
                     *       "complete_from": "2026-11-22T09:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["BrownoutDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BrownoutsController_hits: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "account_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "external_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "role": "student",
                     *           "person_name": "И*** П. С.",
                     *           "first_at": "2026-11-22T09:00:00.000Z",
                     *           "channel": "web",
                     *           "was_linked": true,
                     *           "linked_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["BrownoutHitsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BrownoutsController_preview: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "journal_system_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "waves": [
                 *         "staff"
                 *       ],
                 *       "starts_at": "2026-11-22T09:00:00.000Z",
                 *       "ends_at": "2026-11-22T09:00:00.000Z",
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["BrownoutPlanDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accounts": 5,
                     *       "linked": 5,
                     *       "used_password": 5,
                     *       "windows": [
                     *         {
                     *           "accounts": 5,
                     *           "linked": 5,
                     *           "used_password": 5,
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "campaign_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "wave": "staff",
                     *           "refusal": "TOO_LONG"
                     *         }
                     *       ],
                     *       "proposed": [
                     *         {
                     *           "starts_at": "2026-11-22T09:00:00.000Z",
                     *           "ends_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["BrownoutPreviewDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BrownoutsController_cancel: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["StopBrownoutDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "stopped": 5
                     *     }
                     */
                    "application/json": components["schemas"]["StoppedBrownoutsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BrownoutActsController_cancel: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["StopBrownoutDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "stopped": 5
                     *     }
                     */
                    "application/json": components["schemas"]["StoppedBrownoutsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BrownoutActsController_report: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Первый день, по календарю региона; без него — 30 дней назад.
                 * @example 08:30
                 */
                from?: string;
                /**
                 * @description Последний день; без него — сегодня.
                 * @example 14:00
                 */
                to?: string;
                /**
                 * @description Только окна этого действия.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                act_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "windows": 5,
                     *           "held": 5,
                     *           "denied": 5,
                     *           "linked_48h": 5,
                     *           "linked_share": 0.68
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["BrownoutReportDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BrownoutActsController_lessons: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "weekdays": [
                     *             5
                     *           ],
                     *           "from": "08:30",
                     *           "until": "2026-12-01"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["LessonHoursListDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BrownoutActsController_recordLessons: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "weekdays": [
                 *         5
                 *       ],
                 *       "from": "08:30",
                 *       "until": "2026-12-01"
                 *     }
                 */
                "application/json": components["schemas"]["RecordLessonHoursDto"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EmergenciesController_listBreakGlass: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "state": "requested",
                     *           "hours": 2,
                     *           "reason": "сверено с документом",
                     *           "requested_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "requested_at": "2026-11-22T09:00:00.000Z",
                     *           "approved_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "approved_at": "2026-11-22T09:00:00.000Z",
                     *           "until": "2026-11-22T09:00:00.000Z",
                     *           "ended_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "ended_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["BreakGlassPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EmergenciesController_requestBreakGlass: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "hours": 2,
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["RequestBreakGlassDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *     }
                     */
                    "application/json": components["schemas"]["EmergencyMadeDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EmergenciesController_approveBreakGlass: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ApproveBreakGlassDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "until": "2026-11-22T09:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["BreakGlassOnDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EmergenciesController_endBreakGlass: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["EndEmergencyDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "ended"
                     *     }
                     */
                    "application/json": components["schemas"]["BreakGlassEndedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EmergenciesController_listOutages: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "set_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "reason": "сверено с документом",
                     *           "started_at": "2026-11-22T09:00:00.000Z",
                     *           "until": "2026-11-22T09:00:00.000Z",
                     *           "ended_at": "2026-11-22T09:00:00.000Z",
                     *           "ended_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["EsiaOutagesPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EmergenciesController_declareOutage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "hours": 2,
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["DeclareOutageDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *     }
                     */
                    "application/json": components["schemas"]["EmergencyMadeDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EmergenciesController_endOutage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["EndEmergencyDto"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SecurityLocksController_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "cause": "by_hand",
                     *           "reason": "security",
                     *           "basis": "приказ № 12 от 01.09.2026",
                     *           "set_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "set_at": "2026-11-22T09:00:00.000Z",
                     *           "ended_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "ended_at": "2026-11-22T09:00:00.000Z",
                     *           "end_basis": "решение суда № 3"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SecurityLocksDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SecurityLocksController_lock: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["LockBasisDto"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SecurityLocksController_unlock: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["LockBasisDto"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    IncidentsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description open — открытые; closed — закрытые; без него — все.
                 * @example open
                 */
                state?: "open" | "closed";
                /**
                 * @description Только эта школа.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description Только эта система ЭЖ.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                journal_system_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "journal_system_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "journal_system_name": "Журнал",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "channel": "web",
                     *           "found_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "sign_ins": 5,
                     *           "first_at": "2026-11-22T09:00:00.000Z",
                     *           "last_at": "2026-11-22T09:00:00.000Z",
                     *           "closed_at": "2026-11-22T09:00:00.000Z",
                     *           "resolution": "канал закрыт, проверено"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["IncidentsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    IncidentsController_close: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "resolution": "канал закрыт, проверено"
                 *     }
                 */
                "application/json": components["schemas"]["CloseIncidentDto"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProbesController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "journal_system_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "wave": "staff",
                     *           "account": "a-1024",
                     *           "channel": "web_form",
                     *           "recorded_at": "2026-11-22T09:00:00.000Z",
                     *           "last_tried_at": "2026-11-22T09:00:00.000Z",
                     *           "last_succeeded": true
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["ProbesPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProbesController_record: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "journal_system_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "wave": "staff",
                 *       "account": "a-1024",
                 *       "channel": "web"
                 *     }
                 */
                "application/json": components["schemas"]["NewProbeDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *     }
                     */
                    "application/json": components["schemas"]["ProbeCreatedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProbesController_end: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["EndProbeDto"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProbesController_reportTry: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tried_at": "2026-11-22T09:00:00.000Z",
                 *       "succeeded": true
                 *     }
                 */
                "application/json": components["schemas"]["ProbeTryDto"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProbesController_coverage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "journal_system_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "journal_system_name": "Журнал",
                     *           "channel": "web_form",
                     *           "probes": 5,
                     *           "cut_over_campaigns": 5,
                     *           "last_cut_over_at": "2026-11-22T09:00:00.000Z",
                     *           "last_tried_at": "2026-11-22T09:00:00.000Z",
                     *           "last_succeeded_at": "2026-11-22T09:00:00.000Z",
                     *           "open_incidents": 5,
                     *           "proof": "password_refused"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ProbeCoverageListDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SignInUsageController_ofSchool: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description active — кто входил по паролю за 30 дней; unused — у кого пароль есть, но он за 30 дней не использован.
                 * @example active
                 */
                use?: "active" | "unused";
                /**
                 * @description Считать входы только через этот канал: web, mobile, api или integration.
                 * @example web
                 */
                channel?: "web" | "mobile" | "api" | "integration";
            };
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "08:30",
                     *       "to": "14:00",
                     *       "school": {
                     *         "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "school_name": "Школа № 1",
                     *         "accounts": 5,
                     *         "password_accounts": 5,
                     *         "password_only_accounts": 5,
                     *         "password_sign_ins": 5,
                     *         "all_sign_ins": 5
                     *       },
                     *       "shares": [
                     *         {
                     *           "channel": "all",
                     *           "password_sign_ins": 5,
                     *           "all_sign_ins": 5,
                     *           "share": 0.68
                     *         }
                     *       ],
                     *       "items": [
                     *         {
                     *           "account_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "role": "student",
                     *           "person": "И*** П. С.",
                     *           "password_sign_ins": 5,
                     *           "channels": [
                     *             "web_form"
                     *           ],
                     *           "last_password_at": "2026-11-22T09:00:00.000Z",
                     *           "linked": true,
                     *           "cutover_on": "2026-11-22"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["SchoolPasswordUsageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SignInUsageController_ofSchools: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "08:30",
                     *       "to": "14:00",
                     *       "shares": [
                     *         {
                     *           "channel": "all",
                     *           "password_sign_ins": 5,
                     *           "all_sign_ins": 5,
                     *           "share": 0.68
                     *         }
                     *       ],
                     *       "items": [
                     *         {
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "accounts": 5,
                     *           "password_accounts": 5,
                     *           "password_only_accounts": 5,
                     *           "password_sign_ins": 5,
                     *           "all_sign_ins": 5
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["PasswordUsagePageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StatisticsExportsController_day: {
        parameters: {
            query: {
                /**
                 * @description Отчётная дата, ГГГГ-ММ-ДД: календарный день региона.
                 * @example 2026-11-22
                 */
                as_of: string;
            };
            header?: never;
            path: {
                /**
                 * @description Вид файла.
                 * @example xlsx
                 */
                format: "xlsx" | "csv" | "json";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StatisticsExportsController_federal: {
        parameters: {
            query?: {
                /**
                 * @description Закрытый отчётный период; без него — последний закрытый.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                period_id?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Вид файла.
                 * @example csv
                 */
                format: "csv" | "json";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StatisticsExportsController_chart: {
        parameters: {
            query: {
                /**
                 * @description Чей охват: region, municipality или school.
                 * @example region
                 */
                level: "region" | "municipality" | "school";
                /**
                 * @description Муниципалитет или школа; для региона не указывается.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                unit_id?: string;
                /**
                 * @description Первый день, ГГГГ-ММ-ДД.
                 * @example 08:30
                 */
                from: string;
                /**
                 * @description Последний день, ГГГГ-ММ-ДД.
                 * @example 14:00
                 */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StatisticsExportsController_rankings: {
        parameters: {
            query: {
                /**
                 * @description Отчётная дата, ГГГГ-ММ-ДД.
                 * @example 2026-11-22
                 */
                as_of: string;
                /**
                 * @description Кого сравнивать: municipality или school.
                 * @example municipality
                 */
                level: "municipality" | "school";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "as_of": "2026-11-22",
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "name": "И*** П. С.",
                     *           "place": 5,
                     *           "share": 0.68,
                     *           "minors": 5,
                     *           "linked": 5,
                     *           "note": "исправлено"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RankingDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StatisticsController_indicators: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "methodology": "1",
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "key": "students",
                     *           "name": "И*** П. С.",
                     *           "sentence": "Сколько учеников",
                     *           "numerator": "41",
                     *           "denominator": "60",
                     *           "null_rule": "Если учеников нет.",
                     *           "kind": "count",
                     *           "levels": [
                     *             "school"
                     *           ],
                     *           "distinct": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["IndicatorsDto"];
                };
            };
            /** @description If-None-Match: не изменилось */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StatisticsController_unit: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description День региона, ГГГГ-ММ-ДД; без него — последний посчитанный. Сегодняшний — предварительно.
                 * @example 2026-11-22
                 */
                as_of?: string;
                /**
                 * @description Редакция дня; без неё — последняя.
                 * @example 1
                 */
                revision?: number;
                /**
                 * @description region, municipality (территория), founder (школы учредителя), school, grade, class; без него — ваша область целиком.
                 * @example region
                 */
                level?: "region" | "municipality" | "founder" | "school" | "grade" | "class";
                /**
                 * @description Идентификатор: муниципалитет (municipality, founder), школа (school, grade), класс (class). Единственный ваш можно не называть.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                unit_id?: string;
                /**
                 * @description Номер параллели от 0 до 12, для level=grade.
                 * @example 5
                 */
                grade?: number;
                /**
                 * @description Ключи показателей через запятую; без них — все.
                 * @example indicators
                 */
                indicators?: string;
                /**
                 * @description as_of_date — возраст на дату; jan1_next — на 1 января следующего года, для сверки с федеральными формами.
                 * @example as_of_date
                 */
                age_basis?: "as_of_date" | "jan1_next";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "values": {},
                     *       "snapshot": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "as_of": "2026-11-22",
                     *         "until": "2026-11-22T09:00:00.000Z",
                     *         "time_zone": "Europe/Kaliningrad",
                     *         "age_basis": "as_of_date",
                     *         "revision": 1,
                     *         "cause": "daily",
                     *         "methodology": "1",
                     *         "computed_at": "2026-11-22T09:00:00.000Z",
                     *         "schools_without_data": 5
                     *       },
                     *       "unit": {
                     *         "level": "school",
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "grade": 5,
                     *         "name": "И*** П. С."
                     *       },
                     *       "suppressed": true
                     *     }
                     */
                    "application/json": components["schemas"]["StatisticsDto"];
                };
            };
            /** @description If-None-Match: не изменилось */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StatisticsController_children: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description День региона, ГГГГ-ММ-ДД; без него — последний посчитанный. Сегодняшний — предварительно.
                 * @example 2026-11-22
                 */
                as_of?: string;
                /**
                 * @description Редакция дня; без неё — последняя.
                 * @example 1
                 */
                revision?: number;
                /**
                 * @description region, municipality (территория), founder (школы учредителя), school, grade, class; без него — ваша область целиком.
                 * @example region
                 */
                level?: "region" | "municipality" | "founder" | "school" | "grade" | "class";
                /**
                 * @description Идентификатор: муниципалитет (municipality, founder), школа (school, grade), класс (class). Единственный ваш можно не называть.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                unit_id?: string;
                /**
                 * @description Номер параллели от 0 до 12, для level=grade.
                 * @example 5
                 */
                grade?: number;
                /**
                 * @description Ключи показателей через запятую; без них — все.
                 * @example indicators
                 */
                indicators?: string;
                /**
                 * @description as_of_date — возраст на дату; jan1_next — на 1 января следующего года, для сверки с федеральными формами.
                 * @example as_of_date
                 */
                age_basis?: "as_of_date" | "jan1_next";
                /**
                 * @description Что ниже региона: territory — муниципалитеты; founder — учредители и школы, которые отчитываются напрямую.
                 * @example territory
                 */
                by?: "territory" | "founder";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "snapshot": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "as_of": "2026-11-22",
                     *         "until": "2026-11-22T09:00:00.000Z",
                     *         "time_zone": "Europe/Kaliningrad",
                     *         "age_basis": "as_of_date",
                     *         "revision": 1,
                     *         "cause": "daily",
                     *         "methodology": "1",
                     *         "computed_at": "2026-11-22T09:00:00.000Z",
                     *         "schools_without_data": 5
                     *       },
                     *       "unit": {
                     *         "level": "school",
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "grade": 5,
                     *         "name": "И*** П. С."
                     *       },
                     *       "items": [
                     *         {
                     *           "values": {},
                     *           "school_kind": "secondary",
                     *           "founder_type": "municipal",
                     *           "general": true,
                     *           "suppressed": true,
                     *           "level": "school",
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "grade": 5,
                     *           "name": "И*** П. С."
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["StatisticsChildrenDto"];
                };
            };
            /** @description If-None-Match: не изменилось */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StatisticsController_history: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Первый день, ГГГГ-ММ-ДД; без него — 30 дней до последнего.
                 * @example 08:30
                 */
                from?: string;
                /**
                 * @description Последний день, ГГГГ-ММ-ДД; без него — вчера.
                 * @example 14:00
                 */
                to?: string;
                /**
                 * @description day — каждый день; week — воскресенья; month — последние дни месяцев.
                 * @example day
                 */
                step?: "day" | "week" | "month";
                /**
                 * @description restated — последние редакции; first — как было посчитано впервые.
                 * @example restated
                 */
                series?: "restated" | "first";
                /**
                 * @description region, municipality (территория), founder (школы учредителя), school, grade, class; без него — ваша область целиком.
                 * @example region
                 */
                level?: "region" | "municipality" | "founder" | "school" | "grade" | "class";
                /**
                 * @description Идентификатор: муниципалитет (municipality, founder), школа (school, grade), класс (class). Единственный ваш можно не называть.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                unit_id?: string;
                /**
                 * @description Номер параллели от 0 до 12, для level=grade.
                 * @example 5
                 */
                grade?: number;
                /**
                 * @description Ключи показателей через запятую; без них — все.
                 * @example indicators
                 */
                indicators?: string;
                /**
                 * @description as_of_date — возраст на дату; jan1_next — на 1 января следующего года, для сверки с федеральными формами.
                 * @example as_of_date
                 */
                age_basis?: "as_of_date" | "jan1_next";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "unit": {
                     *         "level": "school",
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "grade": 5,
                     *         "name": "И*** П. С."
                     *       },
                     *       "time_zone": "Europe/Kaliningrad",
                     *       "age_basis": "as_of_date",
                     *       "methodology_changed": true,
                     *       "items": [
                     *         {
                     *           "values": {},
                     *           "as_of": "2026-11-22",
                     *           "revision": 1,
                     *           "cause": "daily",
                     *           "methodology": "1"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["StatisticsHistoryDto"];
                };
            };
            /** @description If-None-Match: не изменилось */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StatisticsController_revisions: {
        parameters: {
            query: {
                /**
                 * @description День региона, ГГГГ-ММ-ДД.
                 * @example 2026-11-22
                 */
                as_of: string;
                /**
                 * @description На какой день считать возраст: as_of_date или jan1_next.
                 * @example as_of_date
                 */
                age_basis?: "as_of_date" | "jan1_next";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "as_of": "2026-11-22",
                     *           "until": "2026-11-22T09:00:00.000Z",
                     *           "time_zone": "Europe/Kaliningrad",
                     *           "age_basis": "as_of_date",
                     *           "revision": 1,
                     *           "cause": "daily",
                     *           "methodology": "1",
                     *           "computed_at": "2026-11-22T09:00:00.000Z",
                     *           "schools_without_data": 5
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SnapshotsDto"];
                };
            };
            /** @description If-None-Match: не изменилось */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StatisticsController_differences: {
        parameters: {
            query: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description День региона, ГГГГ-ММ-ДД.
                 * @example 2026-11-22
                 */
                as_of: string;
                /**
                 * @description На какой день считать возраст: as_of_date или jan1_next.
                 * @example as_of_date
                 */
                age_basis?: "as_of_date" | "jan1_next";
                /**
                 * @description Редакция, с которой сравнить; без неё — первая.
                 * @example 5
                 */
                from_revision?: number;
                /**
                 * @description Редакция, которую сравнить; без неё — последняя.
                 * @example 5
                 */
                to_revision?: number;
                /**
                 * @description region, municipality, founder или school.
                 * @example region
                 */
                level?: "region" | "municipality" | "founder" | "school";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "before": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "as_of": "2026-11-22",
                     *         "until": "2026-11-22T09:00:00.000Z",
                     *         "time_zone": "Europe/Kaliningrad",
                     *         "age_basis": "as_of_date",
                     *         "revision": 1,
                     *         "cause": "daily",
                     *         "methodology": "1",
                     *         "computed_at": "2026-11-22T09:00:00.000Z",
                     *         "schools_without_data": 5
                     *       },
                     *       "after": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "as_of": "2026-11-22",
                     *         "until": "2026-11-22T09:00:00.000Z",
                     *         "time_zone": "Europe/Kaliningrad",
                     *         "age_basis": "as_of_date",
                     *         "revision": 1,
                     *         "cause": "daily",
                     *         "methodology": "1",
                     *         "computed_at": "2026-11-22T09:00:00.000Z",
                     *         "schools_without_data": 5
                     *       },
                     *       "items": [
                     *         {
                     *           "level": "school",
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "name": "И*** П. С.",
                     *           "changes": [
                     *             {
                     *               "column": "students",
                     *               "before": 5,
                     *               "after": 5,
                     *               "difference": 5
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["StatisticsDifferencesDto"];
                };
            };
            /** @description If-None-Match: не изменилось */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StatisticsPolicyController_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "campaign_started_on": "2026-11-22",
                     *       "etag": "\"3\""
                     *     }
                     */
                    "application/json": components["schemas"]["StatisticsPolicyDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StatisticsPolicyController_change: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description etag политики из GET.
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "campaign_started_on": "2026-11-22",
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["StatisticsPolicyChangeDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "campaign_started_on": "2026-11-22",
                     *       "etag": "\"3\""
                     *     }
                     */
                    "application/json": components["schemas"]["StatisticsPolicyDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    GrowthController_between: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Первый день, ГГГГ-ММ-ДД; вместе с to, без window.
                 * @example 08:30
                 */
                from?: string;
                /**
                 * @description Второй день, ГГГГ-ММ-ДД. С window — день, которым окно кончается; без него — последняя целая неделя или месяц, для campaign — вчера.
                 * @example 14:00
                 */
                to?: string;
                /**
                 * @description week — за 7 дней; month — с последнего дня прошлого месяца; campaign — с начала кампании региона.
                 * @example week
                 */
                window?: "week" | "month" | "campaign";
                /**
                 * @description region, municipality (территория), founder (школы учредителя), school, grade, class; без него — ваша область целиком.
                 * @example region
                 */
                level?: "region" | "municipality" | "founder" | "school" | "grade" | "class";
                /**
                 * @description Идентификатор: муниципалитет (municipality, founder), школа (school, grade), класс (class). Единственный ваш можно не называть.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                unit_id?: string;
                /**
                 * @description Номер параллели от 0 до 12, для level=grade.
                 * @example 5
                 */
                grade?: number;
                /**
                 * @description Ключи показателей через запятую; без них — все.
                 * @example indicators
                 */
                indicators?: string;
                /**
                 * @description as_of_date — возраст на дату; jan1_next — на 1 января следующего года, для сверки с федеральными формами.
                 * @example as_of_date
                 */
                age_basis?: "as_of_date" | "jan1_next";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "as_of": "2026-11-22",
                     *         "until": "2026-11-22T09:00:00.000Z",
                     *         "time_zone": "Europe/Kaliningrad",
                     *         "age_basis": "as_of_date",
                     *         "revision": 1,
                     *         "cause": "daily",
                     *         "methodology": "1",
                     *         "computed_at": "2026-11-22T09:00:00.000Z",
                     *         "schools_without_data": 5
                     *       },
                     *       "to": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "as_of": "2026-11-22",
                     *         "until": "2026-11-22T09:00:00.000Z",
                     *         "time_zone": "Europe/Kaliningrad",
                     *         "age_basis": "as_of_date",
                     *         "revision": 1,
                     *         "cause": "daily",
                     *         "methodology": "1",
                     *         "computed_at": "2026-11-22T09:00:00.000Z",
                     *         "schools_without_data": 5
                     *       },
                     *       "methodologies_differ": true,
                     *       "like_for_like": 5,
                     *       "items": [
                     *         {
                     *           "key": "students",
                     *           "name": "И*** П. С.",
                     *           "from": 5,
                     *           "to": 5,
                     *           "absolute": 5,
                     *           "rate_pct": 0.68,
                     *           "points": 5
                     *         }
                     *       ],
                     *       "unit": {
                     *         "level": "school",
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "grade": 5,
                     *         "name": "И*** П. С."
                     *       },
                     *       "new_academic_year": true
                     *     }
                     */
                    "application/json": components["schemas"]["GrowthDto"];
                };
            };
            /** @description If-None-Match: не изменилось */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    GrowthController_decomposition: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Первый день, ГГГГ-ММ-ДД; вместе с to, без window.
                 * @example 08:30
                 */
                from?: string;
                /**
                 * @description Второй день, ГГГГ-ММ-ДД. С window — день, которым окно кончается; без него — последняя целая неделя или месяц, для campaign — вчера.
                 * @example 14:00
                 */
                to?: string;
                /**
                 * @description week — за 7 дней; month — с последнего дня прошлого месяца; campaign — с начала кампании региона.
                 * @example week
                 */
                window?: "week" | "month" | "campaign";
                /**
                 * @description region, municipality (территория), founder (школы учредителя), school, grade, class; без него — ваша область целиком.
                 * @example region
                 */
                level?: "region" | "municipality" | "founder" | "school" | "grade" | "class";
                /**
                 * @description Идентификатор: муниципалитет (municipality, founder), школа (school, grade), класс (class). Единственный ваш можно не называть.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                unit_id?: string;
                /**
                 * @description Номер параллели от 0 до 12, для level=grade.
                 * @example 5
                 */
                grade?: number;
                /**
                 * @description Ключи показателей через запятую; без них — все.
                 * @example indicators
                 */
                indicators?: string;
                /**
                 * @description as_of_date — возраст на дату; jan1_next — на 1 января следующего года, для сверки с федеральными формами.
                 * @example as_of_date
                 */
                age_basis?: "as_of_date" | "jan1_next";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "08:30",
                     *       "to": "14:00",
                     *       "from_revision": 5,
                     *       "to_revision": 5,
                     *       "computed_at": "2026-11-22T09:00:00.000Z",
                     *       "items": [
                     *         {
                     *           "bucket": "minors",
                     *           "linked_from": 5,
                     *           "linked_to": 5,
                     *           "delta": 5,
                     *           "parts": [
                     *             {
                     *               "key": "students",
                     *               "name": "И*** П. С.",
                     *               "sign": 5,
                     *               "value": 5,
                     *               "of": [
                     *                 {
                     *                   "key": "students",
                     *                   "name": "И*** П. С.",
                     *                   "value": 5
                     *                 }
                     *               ]
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "unit": {
                     *         "level": "school",
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "grade": 5,
                     *         "name": "И*** П. С."
                     *       },
                     *       "new_academic_year": true
                     *     }
                     */
                    "application/json": components["schemas"]["GrowthDecompositionDto"];
                };
            };
            /** @description If-None-Match: не изменилось */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeclarationsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Школа; без неё назовите класс.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description Только этот класс.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                class_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "as_of": "2026-11-22",
                     *       "items": [
                     *         {
                     *           "status": "used",
                     *           "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "name": "И*** П. С.",
                     *           "class_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "class_name": "5Б",
                     *           "declared": true,
                     *           "linked": true,
                     *           "used": true,
                     *           "deviates": true,
                     *           "data_error": true,
                     *           "declaration": {
                     *             "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "declared_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "recorded_at": "2026-11-22T09:00:00.000Z"
                     *           }
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["ListedPupilsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeclarationsController_record: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                 *     }
                 */
                "application/json": components["schemas"]["DeclarationToRecordDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeclarationsController_recordClass: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Повтор с тем же ключом вернёт тот же ответ и ничего не запишет.
                 * @example Idempotency-Key
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "class_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "person_ids": [
                 *         "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ClassDeclarationsDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "outcome": "recorded",
                     *           "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "declaration_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DeclaredPupilsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeclarationsController_withdraw: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "recorded_by_mistake"
                 *     }
                 */
                "application/json": components["schemas"]["WithdrawalDto"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DrillDownController_people: {
        parameters: {
            query?: {
                /**
                 * @description Кого показать; без поля — всех. declared_not_linked — расхождения.
                 * @example not_linked
                 */
                status?: "not_linked" | "declared_not_linked" | "linked" | "used" | "refusal" | "data_error";
                /**
                 * @description На какой день; без поля — сегодня.
                 * @example 2026-11-22
                 */
                as_of?: string;
                /**
                 * @description Школа; без неё назовите класс.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description Только этот класс.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                class_id?: string;
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "as_of": "2026-11-22",
                     *       "items": [
                     *         {
                     *           "status": "used",
                     *           "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "name": "И*** П. С.",
                     *           "class_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "class_name": "5Б",
                     *           "declared": true,
                     *           "linked": true,
                     *           "used": true,
                     *           "deviates": true,
                     *           "data_error": true,
                     *           "declaration": {
                     *             "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "declared_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "recorded_at": "2026-11-22T09:00:00.000Z"
                     *           }
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["ListedPupilsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DrillDownController_declared: {
        parameters: {
            query: {
                /**
                 * @description Уровень: region, municipality (территория), founder (муниципальные школы), school, class.
                 * @example region
                 */
                level: "region" | "municipality" | "founder" | "school" | "class";
                /**
                 * @description На какой день; без поля — последний посчитанный.
                 * @example 2026-11-22
                 */
                as_of?: string;
                /**
                 * @description Только этот муниципалитет.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                municipality_id?: string;
                /**
                 * @description Только эта школа: сама или её классы.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "as_of": "2026-11-22",
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "revision": 1,
                     *       "threshold": {
                     *         "percent": 5,
                     *         "least": 5
                     *       },
                     *       "items": [
                     *         {
                     *           "unit_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "name": "И*** П. С.",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "students": 5,
                     *           "declared": 5,
                     *           "linked": 5,
                     *           "used": 5,
                     *           "gap": 5,
                     *           "deviates": true
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["ComparisonDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DrillDownController_threshold: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "percent": 5,
                     *       "least": 5
                     *     }
                     */
                    "application/json": components["schemas"]["DeviationThresholdDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DrillDownController_setThreshold: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "percent": 5,
                 *       "least": 5
                 *     }
                 */
                "application/json": components["schemas"]["DeviationThresholdDto"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProcessController_read: {
        parameters: {
            query: {
                /**
                 * @description Уровень: region, municipality (территория), founder (муниципальные школы), school.
                 * @example region
                 */
                level: "region" | "municipality" | "founder" | "school";
                /**
                 * @description На какой день; без поля — последний посчитанный.
                 * @example 2026-11-22
                 */
                as_of?: string;
                /**
                 * @description Только этот регион, муниципалитет или школа.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                unit_id?: string;
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "as_of": "2026-11-22",
                     *       "items": [
                     *         {
                     *           "breakdown": {},
                     *           "unit_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "name": "И*** П. С.",
                     *           "taken_at": "2026-11-22T09:00:00.000Z",
                     *           "methodology": "1",
                     *           "feed_complete": true,
                     *           "indicators": [
                     *             {
                     *               "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *               "key": "students",
                     *               "kind": "count",
                     *               "value": 5,
                     *               "numerator": 41,
                     *               "denominator": 60,
                     *               "breakdown": "waves"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["ProcessPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportBoardController_remindersOf: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Только этот период.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                period_id?: string;
                /**
                 * @description seven_days, three_days, one_day — до срока; overdue — срок прошёл.
                 * @example seven_days
                 */
                stage?: "seven_days" | "three_days" | "one_day" | "overdue";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "report_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "rollup_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "period_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "period_name": "Ноябрь 2026",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "municipality_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "municipality_name": "Первый округ",
                     *           "state": "open",
                     *           "stage": "seven_days",
                     *           "text": "Решите дела о привязке: 5.",
                     *           "due_on": "2026-11-22",
                     *           "due_before": "2026-11-22T09:00:00.000Z",
                     *           "opened_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["RemindersPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportBoardController_discipline: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description По муниципалитетам (municipality) или по школам (school).
                 * @example municipality
                 */
                by?: "municipality" | "school";
                /**
                 * @description Один период.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                period_id?: string;
                /**
                 * @description Только эта форма.
                 * @example esia-minors
                 */
                form_code?: string;
                /**
                 * @description Периоды на этот день и позже, ГГГГ-ММ-ДД.
                 * @example 2026-11-01
                 */
                since?: string;
                /**
                 * @description Периоды на этот день и раньше, ГГГГ-ММ-ДД.
                 * @example 2026-12-01
                 */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "name": "И*** П. С.",
                     *           "obliged": 5,
                     *           "submitted": 5,
                     *           "on_time": 5,
                     *           "late": 5,
                     *           "overdue": 5,
                     *           "missing": 5,
                     *           "returned": 5,
                     *           "submission_rate": {
                     *             "numerator": 41,
                     *             "denominator": 60
                     *           },
                     *           "submission_rate_percent": 0.68,
                     *           "return_rate": {
                     *             "numerator": 41,
                     *             "denominator": 60
                     *           },
                     *           "return_rate_percent": 0.68,
                     *           "municipal_latency_seconds": 5,
                     *           "place": 5
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["DisciplinePageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FederalTotalsController_compare: {
        parameters: {
            query: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description На какой день форма, ГГГГ-ММ-ДД; для ОО-1 — 20 сентября.
                 * @example 2026-11-22
                 */
                as_of: string;
                /**
                 * @description true — только школы с расхождением.
                 * @example true
                 */
                only_different?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "inn": "3900000000",
                     *           "municipality": "Первый округ",
                     *           "federal": {
                     *             "students": 5,
                     *             "under14": 5,
                     *             "from14to17": 5,
                     *             "from18": 5
                     *           },
                     *           "ours": {
                     *             "students": 5,
                     *             "under14": 5,
                     *             "from14to17": 5,
                     *             "from18": 5
                     *           },
                     *           "difference": {
                     *             "students": 5,
                     *             "under14": 5,
                     *             "from14to17": 5,
                     *             "from18": 5
                     *           },
                     *           "etag": "\"3\""
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["FederalComparisonDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FederalTotalsController_enter: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description etag из сверки, если числа уже записаны.
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "as_of": "2026-11-22",
                 *       "students": 5
                 *     }
                 */
                "application/json": components["schemas"]["EnterFederalTotalDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schools": 5
                     *     }
                     */
                    "application/json": components["schemas"]["FederalTotalsRecordedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FederalTotalsController_upload: {
        parameters: {
            query: {
                /**
                 * @description На какой день форма, ГГГГ-ММ-ДД; для ОО-1 — 20 сентября.
                 * @example 2026-11-22
                 */
                as_of: string;
            };
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example  */
                "text/csv": string;
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schools": 5
                     *     }
                     */
                    "application/json": components["schemas"]["FederalTotalsRecordedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RollupsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Только этот период.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                period_id?: string;
                /**
                 * @description draft — составляется, submitted — сдан, returned — возвращён, accepted — принят, locked — закрыт.
                 * @example draft
                 */
                state?: "draft" | "submitted" | "returned" | "accepted" | "locked";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "period": {
                     *             "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "name": "И*** П. С.",
                     *             "as_of": "2026-11-22",
                     *             "form_code": "esia-minors",
                     *             "form_version": 5
                     *           },
                     *           "municipality": {
                     *             "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "name": "И*** П. С.",
                     *             "oktmo": "27701000"
                     *           },
                     *           "state": "draft",
                     *           "revision": 1,
                     *           "due_before": "2026-11-22T09:00:00.000Z",
                     *           "overdue": true,
                     *           "late": true,
                     *           "missing": true,
                     *           "missing_reason": "нет связи",
                     *           "built_at": "2026-11-22T09:00:00.000Z",
                     *           "submitted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "submitted_at": "2026-11-22T09:00:00.000Z",
                     *           "accepted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "accepted_at": "2026-11-22T09:00:00.000Z",
                     *           "changed_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["RollupsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RollupsController_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "as_of": "2026-11-22",
                     *         "form_code": "esia-minors",
                     *         "form_version": 5
                     *       },
                     *       "municipality": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "oktmo": "27701000"
                     *       },
                     *       "state": "draft",
                     *       "revision": 1,
                     *       "due_before": "2026-11-22T09:00:00.000Z",
                     *       "overdue": true,
                     *       "late": true,
                     *       "missing": true,
                     *       "missing_reason": "нет связи",
                     *       "built_at": "2026-11-22T09:00:00.000Z",
                     *       "submitted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "submitted_at": "2026-11-22T09:00:00.000Z",
                     *       "accepted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "accepted_at": "2026-11-22T09:00:00.000Z",
                     *       "changed_at": "2026-11-22T09:00:00.000Z",
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "figures": [
                     *         {
                     *           "key": "students",
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "group": "Ученики",
                     *           "kind": "place",
                     *           "indicator": "I-12",
                     *           "unit": "count",
                     *           "value": {},
                     *           "numerator": 41,
                     *           "denominator": 60,
                     *           "explanation": "два ученика прибыли 20.11"
                     *         }
                     *       ],
                     *       "schools": [
                     *         {
                     *           "report_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "state": "open",
                     *           "accepted": true,
                     *           "built_from_revision": 5,
                     *           "revision": 1,
                     *           "late": true,
                     *           "due_before": "2026-11-22T09:00:00.000Z",
                     *           "missing_reason": "нет связи"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RollupDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RollupsController_revisions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "revision": 1,
                     *           "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "content": {},
                     *           "content_hash": "b1946ac92492d234",
                     *           "signed_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "signed_at": "2026-11-22T09:00:00.000Z",
                     *           "late": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RollupRevisionsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RollupsController_steps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "event": "open",
                     *           "from": "08:30",
                     *           "to": "14:00",
                     *           "actor_kind": "administrator",
                     *           "actor_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "reason": "сверено с документом",
                     *           "revision": 1,
                     *           "at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RollupStepsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RollupsController_build: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag свода, каким вы его видели
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "as_of": "2026-11-22",
                     *         "form_code": "esia-minors",
                     *         "form_version": 5
                     *       },
                     *       "municipality": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "oktmo": "27701000"
                     *       },
                     *       "state": "draft",
                     *       "revision": 1,
                     *       "due_before": "2026-11-22T09:00:00.000Z",
                     *       "overdue": true,
                     *       "late": true,
                     *       "missing": true,
                     *       "missing_reason": "нет связи",
                     *       "built_at": "2026-11-22T09:00:00.000Z",
                     *       "submitted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "submitted_at": "2026-11-22T09:00:00.000Z",
                     *       "accepted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "accepted_at": "2026-11-22T09:00:00.000Z",
                     *       "changed_at": "2026-11-22T09:00:00.000Z",
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "figures": [
                     *         {
                     *           "key": "students",
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "group": "Ученики",
                     *           "kind": "place",
                     *           "indicator": "I-12",
                     *           "unit": "count",
                     *           "value": {},
                     *           "numerator": 41,
                     *           "denominator": 60,
                     *           "explanation": "два ученика прибыли 20.11"
                     *         }
                     *       ],
                     *       "schools": [
                     *         {
                     *           "report_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "state": "open",
                     *           "accepted": true,
                     *           "built_from_revision": 5,
                     *           "revision": 1,
                     *           "late": true,
                     *           "due_before": "2026-11-22T09:00:00.000Z",
                     *           "missing_reason": "нет связи"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RollupDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RollupsController_submit: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag свода, каким вы его видели
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "missing": [
                 *         {
                 *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *           "reason": "сверено с документом"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SubmitRollupDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "as_of": "2026-11-22",
                     *         "form_code": "esia-minors",
                     *         "form_version": 5
                     *       },
                     *       "municipality": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "oktmo": "27701000"
                     *       },
                     *       "state": "draft",
                     *       "revision": 1,
                     *       "due_before": "2026-11-22T09:00:00.000Z",
                     *       "overdue": true,
                     *       "late": true,
                     *       "missing": true,
                     *       "missing_reason": "нет связи",
                     *       "built_at": "2026-11-22T09:00:00.000Z",
                     *       "submitted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "submitted_at": "2026-11-22T09:00:00.000Z",
                     *       "accepted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "accepted_at": "2026-11-22T09:00:00.000Z",
                     *       "changed_at": "2026-11-22T09:00:00.000Z",
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "figures": [
                     *         {
                     *           "key": "students",
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "group": "Ученики",
                     *           "kind": "place",
                     *           "indicator": "I-12",
                     *           "unit": "count",
                     *           "value": {},
                     *           "numerator": 41,
                     *           "denominator": 60,
                     *           "explanation": "два ученика прибыли 20.11"
                     *         }
                     *       ],
                     *       "schools": [
                     *         {
                     *           "report_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "state": "open",
                     *           "accepted": true,
                     *           "built_from_revision": 5,
                     *           "revision": 1,
                     *           "late": true,
                     *           "due_before": "2026-11-22T09:00:00.000Z",
                     *           "missing_reason": "нет связи"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RollupDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RollupsController_recall: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag свода, каким вы его видели
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "as_of": "2026-11-22",
                     *         "form_code": "esia-minors",
                     *         "form_version": 5
                     *       },
                     *       "municipality": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "oktmo": "27701000"
                     *       },
                     *       "state": "draft",
                     *       "revision": 1,
                     *       "due_before": "2026-11-22T09:00:00.000Z",
                     *       "overdue": true,
                     *       "late": true,
                     *       "missing": true,
                     *       "missing_reason": "нет связи",
                     *       "built_at": "2026-11-22T09:00:00.000Z",
                     *       "submitted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "submitted_at": "2026-11-22T09:00:00.000Z",
                     *       "accepted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "accepted_at": "2026-11-22T09:00:00.000Z",
                     *       "changed_at": "2026-11-22T09:00:00.000Z",
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "figures": [
                     *         {
                     *           "key": "students",
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "group": "Ученики",
                     *           "kind": "place",
                     *           "indicator": "I-12",
                     *           "unit": "count",
                     *           "value": {},
                     *           "numerator": 41,
                     *           "denominator": 60,
                     *           "explanation": "два ученика прибыли 20.11"
                     *         }
                     *       ],
                     *       "schools": [
                     *         {
                     *           "report_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "state": "open",
                     *           "accepted": true,
                     *           "built_from_revision": 5,
                     *           "revision": 1,
                     *           "late": true,
                     *           "due_before": "2026-11-22T09:00:00.000Z",
                     *           "missing_reason": "нет связи"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RollupDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RollupsController_return: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag свода, каким вы его видели
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом",
                 *       "due_on": "2026-11-22"
                 *     }
                 */
                "application/json": components["schemas"]["ReturnRollupDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "as_of": "2026-11-22",
                     *         "form_code": "esia-minors",
                     *         "form_version": 5
                     *       },
                     *       "municipality": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "oktmo": "27701000"
                     *       },
                     *       "state": "draft",
                     *       "revision": 1,
                     *       "due_before": "2026-11-22T09:00:00.000Z",
                     *       "overdue": true,
                     *       "late": true,
                     *       "missing": true,
                     *       "missing_reason": "нет связи",
                     *       "built_at": "2026-11-22T09:00:00.000Z",
                     *       "submitted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "submitted_at": "2026-11-22T09:00:00.000Z",
                     *       "accepted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "accepted_at": "2026-11-22T09:00:00.000Z",
                     *       "changed_at": "2026-11-22T09:00:00.000Z",
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "figures": [
                     *         {
                     *           "key": "students",
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "group": "Ученики",
                     *           "kind": "place",
                     *           "indicator": "I-12",
                     *           "unit": "count",
                     *           "value": {},
                     *           "numerator": 41,
                     *           "denominator": 60,
                     *           "explanation": "два ученика прибыли 20.11"
                     *         }
                     *       ],
                     *       "schools": [
                     *         {
                     *           "report_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "state": "open",
                     *           "accepted": true,
                     *           "built_from_revision": 5,
                     *           "revision": 1,
                     *           "late": true,
                     *           "due_before": "2026-11-22T09:00:00.000Z",
                     *           "missing_reason": "нет связи"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RollupDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RollupsController_accept: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag свода, каким вы его видели
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "as_of": "2026-11-22",
                     *         "form_code": "esia-minors",
                     *         "form_version": 5
                     *       },
                     *       "municipality": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "oktmo": "27701000"
                     *       },
                     *       "state": "draft",
                     *       "revision": 1,
                     *       "due_before": "2026-11-22T09:00:00.000Z",
                     *       "overdue": true,
                     *       "late": true,
                     *       "missing": true,
                     *       "missing_reason": "нет связи",
                     *       "built_at": "2026-11-22T09:00:00.000Z",
                     *       "submitted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "submitted_at": "2026-11-22T09:00:00.000Z",
                     *       "accepted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "accepted_at": "2026-11-22T09:00:00.000Z",
                     *       "changed_at": "2026-11-22T09:00:00.000Z",
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "figures": [
                     *         {
                     *           "key": "students",
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "group": "Ученики",
                     *           "kind": "place",
                     *           "indicator": "I-12",
                     *           "unit": "count",
                     *           "value": {},
                     *           "numerator": 41,
                     *           "denominator": 60,
                     *           "explanation": "два ученика прибыли 20.11"
                     *         }
                     *       ],
                     *       "schools": [
                     *         {
                     *           "report_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "state": "open",
                     *           "accepted": true,
                     *           "built_from_revision": 5,
                     *           "revision": 1,
                     *           "late": true,
                     *           "due_before": "2026-11-22T09:00:00.000Z",
                     *           "missing_reason": "нет связи"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RollupDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeriodLocksController_lock: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "missing": [
                 *         {
                 *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *           "reason": "сверено с документом"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["LockPeriodDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "publication": 5,
                     *       "reports": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "unit_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "missing": true,
                     *           "reason": "сверено с документом"
                     *         }
                     *       ],
                     *       "rollups": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "unit_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "missing": true,
                     *           "reason": "сверено с документом"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PeriodLockDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeriodLocksController_publication: {
        parameters: {
            query?: {
                /**
                 * @description Номер публикации; без него самая новая.
                 * @example 5
                 */
                number?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "number": 5,
                     *       "published_at": "2026-11-22T09:00:00.000Z",
                     *       "published_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "region": [
                     *         {
                     *           "key": "students",
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "group": "Ученики",
                     *           "kind": "place",
                     *           "indicator": "I-12",
                     *           "unit": "count",
                     *           "value": {},
                     *           "numerator": 41,
                     *           "denominator": 60,
                     *           "explanation": "два ученика прибыли 20.11"
                     *         }
                     *       ],
                     *       "municipalities": [
                     *         {
                     *           "municipality_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "municipality_name": "Первый округ",
                     *           "oktmo": "27701000",
                     *           "rollup_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "revision": 1,
                     *           "figures": [
                     *             {
                     *               "key": "students",
                     *               "title": "ФИО в контингенте отличается от Госуслуг",
                     *               "group": "Ученики",
                     *               "kind": "place",
                     *               "indicator": "I-12",
                     *               "unit": "count",
                     *               "value": {},
                     *               "numerator": 41,
                     *               "denominator": 60,
                     *               "explanation": "два ученика прибыли 20.11"
                     *             }
                     *           ],
                     *           "missing_reason": "нет связи",
                     *           "under_correction": true
                     *         }
                     *       ],
                     *       "reports": [
                     *         {
                     *           "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "school_name": "Школа № 1",
                     *           "report_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "municipality_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "revision": 1,
                     *           "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "cells": [
                     *             {
                     *               "key": "students",
                     *               "title": "ФИО в контингенте отличается от Госуслуг",
                     *               "group": "Ученики",
                     *               "kind": "place",
                     *               "indicator": "I-12",
                     *               "unit": "count",
                     *               "value": {},
                     *               "numerator": 41,
                     *               "denominator": 60,
                     *               "explanation": "два ученика прибыли 20.11"
                     *             }
                     *           ],
                     *           "missing_reason": "нет связи",
                     *           "under_correction": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PublicationDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportCorrectionsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description asked — подан, agreed — муниципалитет согласен, approved — утверждён, refused — отказ.
                 * @example asked
                 */
                state?: "asked" | "agreed" | "approved" | "refused";
                /**
                 * @description Только этот период.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                period_id?: string;
                /**
                 * @description Только этот отчёт.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                report_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "attributes": [
                     *             "birth_date"
                     *           ]
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["CorrectionsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportCorrectionsController_ask: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "report_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["AskCorrectionDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "difference": [
                     *         {
                     *           "column": "students",
                     *           "name": "И*** П. С.",
                     *           "submitted": {
                     *             "numerator": 41,
                     *             "denominator": 60
                     *           },
                     *           "restated": {
                     *             "numerator": 41,
                     *             "denominator": 60
                     *           },
                     *           "differs": true
                     *         }
                     *       ],
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "report_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period_name": "Ноябрь 2026",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_name": "Школа № 1",
                     *       "route": "municipal",
                     *       "state": "asked",
                     *       "reason": "сверено с документом",
                     *       "asked_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "asked_at": "2026-11-22T09:00:00.000Z",
                     *       "agreed_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "agreed_at": "2026-11-22T09:00:00.000Z",
                     *       "decided_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом"
                     *     }
                     */
                    "application/json": components["schemas"]["CorrectionDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportCorrectionsController_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "difference": [
                     *         {
                     *           "column": "students",
                     *           "name": "И*** П. С.",
                     *           "submitted": {
                     *             "numerator": 41,
                     *             "denominator": 60
                     *           },
                     *           "restated": {
                     *             "numerator": 41,
                     *             "denominator": 60
                     *           },
                     *           "differs": true
                     *         }
                     *       ],
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "report_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period_name": "Ноябрь 2026",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_name": "Школа № 1",
                     *       "route": "municipal",
                     *       "state": "asked",
                     *       "reason": "сверено с документом",
                     *       "asked_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "asked_at": "2026-11-22T09:00:00.000Z",
                     *       "agreed_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "agreed_at": "2026-11-22T09:00:00.000Z",
                     *       "decided_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом"
                     *     }
                     */
                    "application/json": components["schemas"]["CorrectionDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportCorrectionsController_agree: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "difference": [
                     *         {
                     *           "column": "students",
                     *           "name": "И*** П. С.",
                     *           "submitted": {
                     *             "numerator": 41,
                     *             "denominator": 60
                     *           },
                     *           "restated": {
                     *             "numerator": 41,
                     *             "denominator": 60
                     *           },
                     *           "differs": true
                     *         }
                     *       ],
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "report_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period_name": "Ноябрь 2026",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_name": "Школа № 1",
                     *       "route": "municipal",
                     *       "state": "asked",
                     *       "reason": "сверено с документом",
                     *       "asked_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "asked_at": "2026-11-22T09:00:00.000Z",
                     *       "agreed_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "agreed_at": "2026-11-22T09:00:00.000Z",
                     *       "decided_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом"
                     *     }
                     */
                    "application/json": components["schemas"]["CorrectionDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportCorrectionsController_approve: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "due_on": "2026-11-22",
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ApproveCorrectionDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "difference": [
                     *         {
                     *           "column": "students",
                     *           "name": "И*** П. С.",
                     *           "submitted": {
                     *             "numerator": 41,
                     *             "denominator": 60
                     *           },
                     *           "restated": {
                     *             "numerator": 41,
                     *             "denominator": 60
                     *           },
                     *           "differs": true
                     *         }
                     *       ],
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "report_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period_name": "Ноябрь 2026",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_name": "Школа № 1",
                     *       "route": "municipal",
                     *       "state": "asked",
                     *       "reason": "сверено с документом",
                     *       "asked_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "asked_at": "2026-11-22T09:00:00.000Z",
                     *       "agreed_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "agreed_at": "2026-11-22T09:00:00.000Z",
                     *       "decided_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом"
                     *     }
                     */
                    "application/json": components["schemas"]["CorrectionDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportCorrectionsController_refuse: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["RefuseCorrectionDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "difference": [
                     *         {
                     *           "column": "students",
                     *           "name": "И*** П. С.",
                     *           "submitted": {
                     *             "numerator": 41,
                     *             "denominator": 60
                     *           },
                     *           "restated": {
                     *             "numerator": 41,
                     *             "denominator": 60
                     *           },
                     *           "differs": true
                     *         }
                     *       ],
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "report_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period_name": "Ноябрь 2026",
                     *       "school_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "school_name": "Школа № 1",
                     *       "route": "municipal",
                     *       "state": "asked",
                     *       "reason": "сверено с документом",
                     *       "asked_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "asked_at": "2026-11-22T09:00:00.000Z",
                     *       "agreed_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "agreed_at": "2026-11-22T09:00:00.000Z",
                     *       "decided_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "decided_at": "2026-11-22T09:00:00.000Z",
                     *       "decision_reason": "сверено с документом"
                     *     }
                     */
                    "application/json": components["schemas"]["CorrectionDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportFormsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "code": "BIRTHDATE_MISMATCH",
                     *           "version": 5,
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "school_kinds": [
                     *             "secondary"
                     *           ],
                     *           "age_basis": "as_of_date",
                     *           "columns": [
                     *             {
                     *               "key": "students",
                     *               "title": "ФИО в контингенте отличается от Госуслуг",
                     *               "group": "Ученики",
                     *               "kind": "place",
                     *               "of": "oktmo",
                     *               "indicator": "I-12",
                     *               "show": "value",
                     *               "measure": "I-20",
                     *               "window": "week",
                     *               "beside": "students"
                     *             }
                     *           ],
                     *           "published_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "published_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["ReportFormsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportFormsController_publish: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "BIRTHDATE_MISMATCH",
                 *       "title": "ФИО в контингенте отличается от Госуслуг",
                 *       "school_kinds": [
                 *         "secondary"
                 *       ],
                 *       "columns": [
                 *         {
                 *           "key": "students",
                 *           "title": "ФИО в контингенте отличается от Госуслуг",
                 *           "kind": "place"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PublishReportFormDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "BIRTHDATE_MISMATCH",
                     *       "version": 5,
                     *       "title": "ФИО в контингенте отличается от Госуслуг",
                     *       "school_kinds": [
                     *         "secondary"
                     *       ],
                     *       "age_basis": "as_of_date",
                     *       "columns": [
                     *         {
                     *           "key": "students",
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "group": "Ученики",
                     *           "kind": "place",
                     *           "of": "oktmo",
                     *           "indicator": "I-12",
                     *           "show": "value",
                     *           "measure": "I-20",
                     *           "window": "week",
                     *           "beside": "students"
                     *         }
                     *       ],
                     *       "published_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "published_at": "2026-11-22T09:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ReportFormDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportPeriodsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description open — идёт сдача, locked — закрыт.
                 * @example open
                 */
                state?: "open" | "locked";
                /**
                 * @description Только по этой форме.
                 * @example esia-minors
                 */
                form_code?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "form_code": "esia-minors",
                     *           "form_version": 5,
                     *           "name": "И*** П. С.",
                     *           "first_day": "2026-11-01",
                     *           "as_of": "2026-11-22",
                     *           "due_on": "2026-11-22",
                     *           "due_zone": "Europe/Kaliningrad",
                     *           "due_before": "2026-11-22T09:00:00.000Z",
                     *           "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "state": "open",
                     *           "opened_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "opened_at": "2026-11-22T09:00:00.000Z",
                     *           "locked_at": "2026-11-22T09:00:00.000Z",
                     *           "schools": 5
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["ReportPeriodsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportPeriodsController_open: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "form_code": "esia-minors",
                 *       "name": "И*** П. С.",
                 *       "first_day": "2026-11-01",
                 *       "as_of": "2026-11-22",
                 *       "due_on": "2026-11-22"
                 *     }
                 */
                "application/json": components["schemas"]["OpenReportPeriodDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "form_code": "esia-minors",
                     *       "form_version": 5,
                     *       "name": "И*** П. С.",
                     *       "first_day": "2026-11-01",
                     *       "as_of": "2026-11-22",
                     *       "due_on": "2026-11-22",
                     *       "due_zone": "Europe/Kaliningrad",
                     *       "due_before": "2026-11-22T09:00:00.000Z",
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "open",
                     *       "opened_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "opened_at": "2026-11-22T09:00:00.000Z",
                     *       "locked_at": "2026-11-22T09:00:00.000Z",
                     *       "schools": 5
                     *     }
                     */
                    "application/json": components["schemas"]["ReportPeriodDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportPeriodsController_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "form_code": "esia-minors",
                     *       "form_version": 5,
                     *       "name": "И*** П. С.",
                     *       "first_day": "2026-11-01",
                     *       "as_of": "2026-11-22",
                     *       "due_on": "2026-11-22",
                     *       "due_zone": "Europe/Kaliningrad",
                     *       "due_before": "2026-11-22T09:00:00.000Z",
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "open",
                     *       "opened_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "opened_at": "2026-11-22T09:00:00.000Z",
                     *       "locked_at": "2026-11-22T09:00:00.000Z",
                     *       "schools": 5
                     *     }
                     */
                    "application/json": components["schemas"]["ReportPeriodDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportsController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description open — у школы, submitted — сдан, returned — возвращён, accepted — принят, locked — закрыт.
                 * @example open
                 */
                state?: "open" | "submitted" | "returned" | "accepted" | "locked";
                /**
                 * @description Только этот период.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                period_id?: string;
                /**
                 * @description Только школы на территории этого муниципального образования.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                municipality_id?: string;
                /**
                 * @description Только эта школа.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "period": {
                     *             "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "name": "И*** П. С.",
                     *             "as_of": "2026-11-22",
                     *             "form_code": "esia-minors",
                     *             "form_version": 5
                     *           },
                     *           "school": {
                     *             "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "name": "И*** П. С."
                     *           },
                     *           "route": "municipal",
                     *           "rollup_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "state": "open",
                     *           "revision": 1,
                     *           "due_before": "2026-11-22T09:00:00.000Z",
                     *           "overdue": true,
                     *           "late": true,
                     *           "missing": true,
                     *           "missing_reason": "нет связи",
                     *           "submitted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "submitted_at": "2026-11-22T09:00:00.000Z",
                     *           "accepted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "accepted_at": "2026-11-22T09:00:00.000Z",
                     *           "changed_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["ReportsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportsController_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "as_of": "2026-11-22",
                     *         "form_code": "esia-minors",
                     *         "form_version": 5
                     *       },
                     *       "school": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С."
                     *       },
                     *       "route": "municipal",
                     *       "rollup_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "open",
                     *       "revision": 1,
                     *       "due_before": "2026-11-22T09:00:00.000Z",
                     *       "overdue": true,
                     *       "late": true,
                     *       "missing": true,
                     *       "missing_reason": "нет связи",
                     *       "submitted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "submitted_at": "2026-11-22T09:00:00.000Z",
                     *       "accepted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "accepted_at": "2026-11-22T09:00:00.000Z",
                     *       "changed_at": "2026-11-22T09:00:00.000Z",
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "restated": true,
                     *       "cells": [
                     *         {
                     *           "key": "students",
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "group": "Ученики",
                     *           "kind": "place",
                     *           "indicator": "I-12",
                     *           "unit": "count",
                     *           "value": {},
                     *           "numerator": 41,
                     *           "denominator": 60,
                     *           "explanation": "два ученика прибыли 20.11"
                     *         }
                     *       ],
                     *       "checks": [
                     *         {
                     *           "level": "error",
                     *           "cell": "students",
                     *           "message": "нужна дата ГГГГ-ММ-ДД"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReportDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportMovesController_fill: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag отчёта, каким вы его видели
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "cells": [
                 *         {
                 *           "cell": "students"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["FillReportDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "as_of": "2026-11-22",
                     *         "form_code": "esia-minors",
                     *         "form_version": 5
                     *       },
                     *       "school": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С."
                     *       },
                     *       "route": "municipal",
                     *       "rollup_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "open",
                     *       "revision": 1,
                     *       "due_before": "2026-11-22T09:00:00.000Z",
                     *       "overdue": true,
                     *       "late": true,
                     *       "missing": true,
                     *       "missing_reason": "нет связи",
                     *       "submitted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "submitted_at": "2026-11-22T09:00:00.000Z",
                     *       "accepted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "accepted_at": "2026-11-22T09:00:00.000Z",
                     *       "changed_at": "2026-11-22T09:00:00.000Z",
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "restated": true,
                     *       "cells": [
                     *         {
                     *           "key": "students",
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "group": "Ученики",
                     *           "kind": "place",
                     *           "indicator": "I-12",
                     *           "unit": "count",
                     *           "value": {},
                     *           "numerator": 41,
                     *           "denominator": 60,
                     *           "explanation": "два ученика прибыли 20.11"
                     *         }
                     *       ],
                     *       "checks": [
                     *         {
                     *           "level": "error",
                     *           "cell": "students",
                     *           "message": "нужна дата ГГГГ-ММ-ДД"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReportDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportsController_legalEntity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "inn": "null",
                     *       "reports": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "period": {
                     *             "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "name": "И*** П. С.",
                     *             "as_of": "2026-11-22",
                     *             "form_code": "esia-minors",
                     *             "form_version": 5
                     *           },
                     *           "school": {
                     *             "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *             "name": "И*** П. С."
                     *           },
                     *           "route": "municipal",
                     *           "rollup_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "state": "open",
                     *           "revision": 1,
                     *           "due_before": "2026-11-22T09:00:00.000Z",
                     *           "overdue": true,
                     *           "late": true,
                     *           "missing": true,
                     *           "missing_reason": "нет связи",
                     *           "submitted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "submitted_at": "2026-11-22T09:00:00.000Z",
                     *           "accepted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "accepted_at": "2026-11-22T09:00:00.000Z",
                     *           "changed_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "cells": [
                     *         {
                     *           "key": "students",
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "group": "Ученики",
                     *           "kind": "place",
                     *           "indicator": "I-12",
                     *           "unit": "count",
                     *           "value": {},
                     *           "numerator": 41,
                     *           "denominator": 60,
                     *           "explanation": "два ученика прибыли 20.11"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["LegalEntityDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportsController_revisions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "revision": 1,
                     *           "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "content": {},
                     *           "content_hash": "b1946ac92492d234",
                     *           "signed_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "signed_at": "2026-11-22T09:00:00.000Z",
                     *           "late": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReportRevisionsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportsController_steps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "event": "open",
                     *           "from": "08:30",
                     *           "to": "14:00",
                     *           "actor_kind": "administrator",
                     *           "actor_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "reason": "сверено с документом",
                     *           "cell_comments": {},
                     *           "revision": 1,
                     *           "at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReportStepsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportMovesController_refresh: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETag отчёта, каким вы его видели
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "as_of": "2026-11-22",
                     *         "form_code": "esia-minors",
                     *         "form_version": 5
                     *       },
                     *       "school": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С."
                     *       },
                     *       "route": "municipal",
                     *       "rollup_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "open",
                     *       "revision": 1,
                     *       "due_before": "2026-11-22T09:00:00.000Z",
                     *       "overdue": true,
                     *       "late": true,
                     *       "missing": true,
                     *       "missing_reason": "нет связи",
                     *       "submitted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "submitted_at": "2026-11-22T09:00:00.000Z",
                     *       "accepted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "accepted_at": "2026-11-22T09:00:00.000Z",
                     *       "changed_at": "2026-11-22T09:00:00.000Z",
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "restated": true,
                     *       "cells": [
                     *         {
                     *           "key": "students",
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "group": "Ученики",
                     *           "kind": "place",
                     *           "indicator": "I-12",
                     *           "unit": "count",
                     *           "value": {},
                     *           "numerator": 41,
                     *           "denominator": 60,
                     *           "explanation": "два ученика прибыли 20.11"
                     *         }
                     *       ],
                     *       "checks": [
                     *         {
                     *           "level": "error",
                     *           "cell": "students",
                     *           "message": "нужна дата ГГГГ-ММ-ДД"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReportDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportMovesController_submit: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag отчёта, каким вы его видели
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "as_of": "2026-11-22",
                     *         "form_code": "esia-minors",
                     *         "form_version": 5
                     *       },
                     *       "school": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С."
                     *       },
                     *       "route": "municipal",
                     *       "rollup_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "open",
                     *       "revision": 1,
                     *       "due_before": "2026-11-22T09:00:00.000Z",
                     *       "overdue": true,
                     *       "late": true,
                     *       "missing": true,
                     *       "missing_reason": "нет связи",
                     *       "submitted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "submitted_at": "2026-11-22T09:00:00.000Z",
                     *       "accepted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "accepted_at": "2026-11-22T09:00:00.000Z",
                     *       "changed_at": "2026-11-22T09:00:00.000Z",
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "restated": true,
                     *       "cells": [
                     *         {
                     *           "key": "students",
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "group": "Ученики",
                     *           "kind": "place",
                     *           "indicator": "I-12",
                     *           "unit": "count",
                     *           "value": {},
                     *           "numerator": 41,
                     *           "denominator": 60,
                     *           "explanation": "два ученика прибыли 20.11"
                     *         }
                     *       ],
                     *       "checks": [
                     *         {
                     *           "level": "error",
                     *           "cell": "students",
                     *           "message": "нужна дата ГГГГ-ММ-ДД"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReportDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportMovesController_recall: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETag отчёта, каким вы его видели
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["RecallReportDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "as_of": "2026-11-22",
                     *         "form_code": "esia-minors",
                     *         "form_version": 5
                     *       },
                     *       "school": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С."
                     *       },
                     *       "route": "municipal",
                     *       "rollup_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "open",
                     *       "revision": 1,
                     *       "due_before": "2026-11-22T09:00:00.000Z",
                     *       "overdue": true,
                     *       "late": true,
                     *       "missing": true,
                     *       "missing_reason": "нет связи",
                     *       "submitted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "submitted_at": "2026-11-22T09:00:00.000Z",
                     *       "accepted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "accepted_at": "2026-11-22T09:00:00.000Z",
                     *       "changed_at": "2026-11-22T09:00:00.000Z",
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "restated": true,
                     *       "cells": [
                     *         {
                     *           "key": "students",
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "group": "Ученики",
                     *           "kind": "place",
                     *           "indicator": "I-12",
                     *           "unit": "count",
                     *           "value": {},
                     *           "numerator": 41,
                     *           "denominator": 60,
                     *           "explanation": "два ученика прибыли 20.11"
                     *         }
                     *       ],
                     *       "checks": [
                     *         {
                     *           "level": "error",
                     *           "cell": "students",
                     *           "message": "нужна дата ГГГГ-ММ-ДД"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReportDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportMovesController_return: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag отчёта, каким вы его видели
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом",
                 *       "due_on": "2026-11-22"
                 *     }
                 */
                "application/json": components["schemas"]["ReturnReportDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "as_of": "2026-11-22",
                     *         "form_code": "esia-minors",
                     *         "form_version": 5
                     *       },
                     *       "school": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С."
                     *       },
                     *       "route": "municipal",
                     *       "rollup_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "open",
                     *       "revision": 1,
                     *       "due_before": "2026-11-22T09:00:00.000Z",
                     *       "overdue": true,
                     *       "late": true,
                     *       "missing": true,
                     *       "missing_reason": "нет связи",
                     *       "submitted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "submitted_at": "2026-11-22T09:00:00.000Z",
                     *       "accepted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "accepted_at": "2026-11-22T09:00:00.000Z",
                     *       "changed_at": "2026-11-22T09:00:00.000Z",
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "restated": true,
                     *       "cells": [
                     *         {
                     *           "key": "students",
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "group": "Ученики",
                     *           "kind": "place",
                     *           "indicator": "I-12",
                     *           "unit": "count",
                     *           "value": {},
                     *           "numerator": 41,
                     *           "denominator": 60,
                     *           "explanation": "два ученика прибыли 20.11"
                     *         }
                     *       ],
                     *       "checks": [
                     *         {
                     *           "level": "error",
                     *           "cell": "students",
                     *           "message": "нужна дата ГГГГ-ММ-ДД"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReportDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportMovesController_accept: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description ETag отчёта, каким вы его видели
                 * @example "3"
                 */
                "If-Match": string;
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "period": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С.",
                     *         "as_of": "2026-11-22",
                     *         "form_code": "esia-minors",
                     *         "form_version": 5
                     *       },
                     *       "school": {
                     *         "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *         "name": "И*** П. С."
                     *       },
                     *       "route": "municipal",
                     *       "rollup_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "open",
                     *       "revision": 1,
                     *       "due_before": "2026-11-22T09:00:00.000Z",
                     *       "overdue": true,
                     *       "late": true,
                     *       "missing": true,
                     *       "missing_reason": "нет связи",
                     *       "submitted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "submitted_at": "2026-11-22T09:00:00.000Z",
                     *       "accepted_by": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "accepted_at": "2026-11-22T09:00:00.000Z",
                     *       "changed_at": "2026-11-22T09:00:00.000Z",
                     *       "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "restated": true,
                     *       "cells": [
                     *         {
                     *           "key": "students",
                     *           "title": "ФИО в контингенте отличается от Госуслуг",
                     *           "group": "Ученики",
                     *           "kind": "place",
                     *           "indicator": "I-12",
                     *           "unit": "count",
                     *           "value": {},
                     *           "numerator": 41,
                     *           "denominator": 60,
                     *           "explanation": "два ученика прибыли 20.11"
                     *         }
                     *       ],
                     *       "checks": [
                     *         {
                     *           "level": "error",
                     *           "cell": "students",
                     *           "message": "нужна дата ГГГГ-ММ-ДД"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReportDetailsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportExportsController_period: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
                /**
                 * @description Вид файла.
                 * @example xlsx
                 */
                format: "xlsx" | "csv" | "json" | "pdf";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportExportsController_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
                /**
                 * @description Вид файла.
                 * @example xlsx
                 */
                format: "xlsx" | "csv" | "json" | "pdf";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StatisticsChangesController_read: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Откуда читать без cursor: beginning — с первого снимка; now — только то, что будет посчитано после этого запроса.
                 * @example beginning
                 */
                start?: "beginning" | "now";
                /**
                 * @description Ключи показателей через запятую; без них — все.
                 * @example indicators
                 */
                indicators?: string;
                /**
                 * @description as_of_date — возраст на дату; jan1_next — на 1 января следующего года.
                 * @example as_of_date
                 */
                age_basis?: "as_of_date" | "jan1_next";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "snapshots": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "as_of": "2026-11-22",
                     *           "until": "2026-11-22T09:00:00.000Z",
                     *           "time_zone": "Europe/Kaliningrad",
                     *           "age_basis": "as_of_date",
                     *           "revision": 1,
                     *           "cause": "daily",
                     *           "methodology": "1",
                     *           "computed_at": "2026-11-22T09:00:00.000Z",
                     *           "schools_without_data": 5
                     *         }
                     *       ],
                     *       "items": [
                     *         {
                     *           "values": {},
                     *           "school_kind": "secondary",
                     *           "founder_type": "municipal",
                     *           "general": true,
                     *           "suppressed": true,
                     *           "level": "school",
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "grade": 5,
                     *           "name": "И*** П. С.",
                     *           "snapshot_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0",
                     *       "has_more": true
                     *     }
                     */
                    "application/json": components["schemas"]["StatisticsChangesDto"];
                };
            };
            /** @description If-None-Match: не изменилось */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeliveriesController_list: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Канал: email, sms, messenger или journal.
                 * @example email
                 */
                channel?: "email" | "sms" | "messenger" | "journal";
                /**
                 * @description Состояние: queued, sent, delivered, bounced, failed или suppressed.
                 * @example queued
                 */
                state?: "queued" | "sent" | "delivered" | "bounced" | "failed" | "suppressed";
                /**
                 * @description Человек контингента, о котором сообщение.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                person_id?: string;
                /**
                 * @description Памятка или письмо, которому принадлежит сообщение.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                notice_issue_id?: string;
                /**
                 * @description Школа; без неё — все ваши.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description Первый день, ГГГГ-ММ-ДД по времени региона.
                 * @example 2026-11-01
                 */
                since?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "notice_issue_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "channel": "email",
                     *           "address": "address",
                     *           "mandatory": true,
                     *           "state": "queued",
                     *           "reason": "сверено с документом",
                     *           "attempts": 5,
                     *           "next_attempt_at": "2026-11-22T09:00:00.000Z",
                     *           "created_at": "2026-11-22T09:00:00.000Z",
                     *           "sent_at": "2026-11-22T09:00:00.000Z",
                     *           "changed_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "WyIyMDI2Il0"
                     *     }
                     */
                    "application/json": components["schemas"]["DeliveriesPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeliveriesController_counts: {
        parameters: {
            query?: {
                /**
                 * @description Сколько записей вернуть, от 1 до 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Значение next_cursor предыдущей страницы.
                 * @example WyIyMDI2Il0
                 */
                cursor?: string;
                /**
                 * @description Канал: email, sms, messenger или journal.
                 * @example email
                 */
                channel?: "email" | "sms" | "messenger" | "journal";
                /**
                 * @description Состояние: queued, sent, delivered, bounced, failed или suppressed.
                 * @example queued
                 */
                state?: "queued" | "sent" | "delivered" | "bounced" | "failed" | "suppressed";
                /**
                 * @description Человек контингента, о котором сообщение.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                person_id?: string;
                /**
                 * @description Памятка или письмо, которому принадлежит сообщение.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                notice_issue_id?: string;
                /**
                 * @description Школа; без неё — все ваши.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                school_id?: string;
                /**
                 * @description Первый день, ГГГГ-ММ-ДД по времени региона.
                 * @example 2026-11-01
                 */
                since?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "channel": "web_form",
                     *           "state": "open",
                     *           "reason": "сверено с документом",
                     *           "count": 5
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DeliveryCountsDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeliveriesController_optOut: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "channel": "email",
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["OptOutDto"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeliveriesController_optIn: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Ключ повтора, от 8 до 200 печатных знаков: сутки тот же запрос с тем же ключом получает первый ответ и ничего не делает дважды.
                 * @example 0b1f7c7e-8a52-4d0f-9a55-6e1e0e6f7a10
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "person_id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *       "channel": "email",
                 *       "basis": "приказ № 12 от 01.09.2026"
                 *     }
                 */
                "application/json": components["schemas"]["OptOutDto"];
            };
        };
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinkClaimsController_claim: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "proof": "eyJhbGciOiJFUzI1NiJ9.e30.c2ln"
                 *     }
                 */
                "application/json": components["schemas"]["LinkClaimDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "redirect_to": "https://perehod.example/sign-in/1"
                     *     }
                     */
                    "application/json": components["schemas"]["LinkClaimAnswerDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RosterPushesController_receive: {
        parameters: {
            query?: {
                /**
                 * @description full — тело называет всех людей ваших школ, отсутствующие снимаются; delta — только изменения.
                 * @example full
                 */
                mode?: "full" | "delta";
                /**
                 * @description Только проверить и показать, что изменилось бы.
                 * @example true
                 */
                dry_run?: boolean;
                /**
                 * @description Система, чьими идентификаторами названы записи; нужна, если ваши школы загружены из нескольких.
                 * @example journal
                 */
                source?: string;
            };
            header: {
                /**
                 * @description от 8 до 200 знаков
                 * @example Idempotency-Key
                 */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "orgs": [
                 *         {}
                 *       ]
                 *     }
                 */
                "application/json": {
                    orgs?: {
                        [key: string]: unknown;
                    }[];
                    classes?: {
                        [key: string]: unknown;
                    }[];
                    users?: {
                        [key: string]: unknown;
                    }[];
                    demographics?: {
                        [key: string]: unknown;
                    }[];
                    enrollments?: {
                        [key: string]: unknown;
                    }[];
                    journalAccounts?: {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
        responses: {
            /** @description Принято: работа продолжается. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *     }
                     */
                    "application/json": components["schemas"]["RosterPushAcceptedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RosterPushesController_find: {
        parameters: {
            query?: {
                /**
                 * @description Сколько ошибок вернуть, от 1 до 1000.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Номер последней увиденной ошибки.
                 * @example 5
                 */
                after?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Идентификатор записи, как его дал список.
                 * @example 7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "counts": {},
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "source": "journal",
                     *       "state": "uploaded",
                     *       "dry_run": true,
                     *       "started_at": "2026-11-22T09:00:00.000Z",
                     *       "finished_at": "2026-11-22T09:00:00.000Z",
                     *       "issue_totals": {
                     *         "structure": 5,
                     *         "row": 5,
                     *         "field": 5,
                     *         "warning": 5
                     *       },
                     *       "issues": [
                     *         {
                     *           "no": 1,
                     *           "file": "users",
                     *           "row": 5,
                     *           "column": "students",
                     *           "severity": "structure",
                     *           "code": "BIRTHDATE_MISMATCH",
                     *           "message": "нужна дата ГГГГ-ММ-ДД"
                     *         }
                     *       ],
                     *       "skipped": true
                     *     }
                     */
                    "application/json": components["schemas"]["PushedImportDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DeletionActsController_receive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "act": "eyJhbGciOiJFUzI1NiJ9.e30.c2ln"
                 *     }
                 */
                "application/json": components["schemas"]["DeletionActDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "number": "A1B2-C3D4",
                     *       "purged": 5,
                     *       "skipped": [
                     *         {
                     *           "account": "a-1024",
                     *           "reason": "exempt"
                     *         }
                     *       ],
                     *       "unknown": [
                     *         "unknown"
                     *       ],
                     *       "received_at": "2026-11-22T09:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["DeletionActAnswerDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SignInDecisionsController_decide: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "account": "a-1024",
                 *       "channel": "web"
                 *     }
                 */
                "application/json": components["schemas"]["SignInDecisionCallDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "decision": "allow",
                     *       "code": "LEGACY_WARN",
                     *       "text": "Решите дела о привязке: 5.",
                     *       "until": "2026-11-22T09:00:00.000Z",
                     *       "cutover_on": "2026-11-22",
                     *       "days_left": 5,
                     *       "skips_left": 5,
                     *       "link_url": "https://perehod.example/account",
                     *       "retry_after": 5,
                     *       "cache_seconds": 5
                     *     }
                     */
                    "application/json": components["schemas"]["SignInDecisionDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountOverlaysController_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Ваш идентификатор учётной записи.
                 * @example externalId
                 */
                externalId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "сверено с документом"
                 *     }
                 */
                "application/json": components["schemas"]["ReenableRequestDto"];
            };
        };
        responses: {
            /** @description Создано. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *       "state": "requested",
                     *       "requested_at": "2026-11-22T09:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ReenableRequestAnswerDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountOverlaysController_issued: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Ваш идентификатор учётной записи.
                 * @example externalId
                 */
                externalId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Сделано; тела нет. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EventsController_page: {
        parameters: {
            query?: {
                /**
                 * @description Значение next_cursor прошлого ответа; нет — с самого старого из хранимых.
                 * @example 5
                 */
                cursor?: number;
                /**
                 * @description Сколько событий вернуть, от 1 до 500.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Только эти типы, через запятую: link.revoked,credential.disabled.
                 * @example types
                 */
                types?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "type": "link.activated",
                     *           "data": {},
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "no": 1,
                     *           "timestamp": "2026-11-22T09:00:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": 5,
                     *       "has_more": true
                     *     }
                     */
                    "application/json": components["schemas"]["EventsPageDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EventsController_replay: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": 5
                 *     }
                 */
                "application/json": components["schemas"]["ReplayDto"];
            };
        };
        responses: {
            /** @description Принято: работа продолжается. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "queued": 5,
                     *       "next_from": 5,
                     *       "has_more": true
                     *     }
                     */
                    "application/json": components["schemas"]["ReplayedDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EventsController_test: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "account": "a-1024"
                 *     }
                 */
                "application/json": components["schemas"]["TestEventDto"];
            };
        };
        responses: {
            /** @description Принято: работа продолжается. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40"
                     *     }
                     */
                    "application/json": components["schemas"]["TestEventAnswerDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountsController_find: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETag прошлого ответа: если ничего не изменилось, ответ 304.
                 * @example If-None-Match
                 */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description Ваш идентификатор учётной записи.
                 * @example externalId
                 */
                externalId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "cutover_on": "2026-11-22",
                     *       "account": "a-1024",
                     *       "link": {
                     *         "state": "active",
                     *         "access": "full",
                     *         "since": "2026-11-01"
                     *       },
                     *       "credential": {
                     *         "reason": "сверено с документом",
                     *         "until": "2026-12-01",
                     *         "state": "open"
                     *       },
                     *       "decision": {
                     *         "decision": "allow",
                     *         "code": "BIRTHDATE_MISMATCH",
                     *         "until": "2026-12-01"
                     *       },
                     *       "phase": "announced"
                     *     }
                     */
                    "application/json": components["schemas"]["JournalAccountDto"];
                };
            };
            /** @description Не изменилось */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PolicyController_read: {
        parameters: {
            query?: {
                /**
                 * @description Значение cursor прошлого ответа: вернутся только изменившиеся школы; нет — всё сначала.
                 * @example 5
                 */
                cursor?: number;
                /**
                 * @description Сколько школ вернуть, от 1 до 25.
                 * @example 25
                 */
                limit?: number;
            };
            header?: {
                /**
                 * @description ETag прошлого ответа: если ничего не изменилось, ответ 304.
                 * @example If-None-Match
                 */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JWS в компактной записи */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/sign-in-policy+jwt": string;
                };
            };
            /** @description Не изменилось */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SignInEventsController_take: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "events": [
                 *         {
                 *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                 *           "account": "a-1024",
                 *           "at": "2026-11-22T09:00:00Z",
                 *           "method": "password",
                 *           "channel": "web",
                 *           "succeeded": true
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SignInEventsDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accepted": 5,
                     *       "repeated": 5,
                     *       "unknown": [
                     *         "unknown"
                     *       ],
                     *       "refused": [
                     *         {
                     *           "id": "7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40",
                     *           "reason": "too_old",
                     *           "detail": "Исправьте указанные поля и отправьте запрос снова."
                     *         }
                     *       ],
                     *       "refused_days": [
                     *         {
                     *           "day": "2026-11-22",
                     *           "reason": "not_over",
                     *           "detail": "Исправьте указанные поля и отправьте запрос снова."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SignInEventsAnswerDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    UnusedCredentialsController_undoUnused: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Ваш идентификатор учётной записи.
                 * @example externalId
                 */
                externalId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "checked_by": "email_code"
                 *     }
                 */
                "application/json": components["schemas"]["UndoUnusedDto"];
            };
        };
        responses: {
            /** @description Готово. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "restored": true
                     *     }
                     */
                    "application/json": components["schemas"]["UndoUnusedAnswerDto"];
                };
            };
            /** @description Ошибка */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
